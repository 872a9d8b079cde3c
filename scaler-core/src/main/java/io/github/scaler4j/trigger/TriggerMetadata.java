package io.github.scaler4j.trigger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * KEDA's input to a scaler: the contents of a {@code ScaledObject}'s trigger and its {@code
 * TriggerAuthentication}, resolved to strings.
 *
 * <p>Immutable. {@code toString} names the auth parameters without their values. KEDA's counterpart
 * is {@code pkg/scalers/scalersconfig.ScalerConfig}.
 */
public final class TriggerMetadata {

  /** KEDA's default for {@code KEDA_HTTP_DEFAULT_TIMEOUT}: 3000 ms. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);

  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  private final Map<String, String> metadata;
  private final Map<String, SecretSupplier> authParams;
  private final String metricType;
  private final int triggerIndex;
  private final boolean metricSource;
  private final Duration defaultTimeout;

  private TriggerMetadata(Builder b) {
    this.metadata = Map.copyOf(b.metadata);
    this.authParams = Map.copyOf(b.authParams);
    this.metricType = b.metricType;
    this.triggerIndex = b.triggerIndex;
    this.metricSource = b.metricSource;
    this.defaultTimeout = b.defaultTimeout;
  }

  /**
   * Starts with no entries, trigger index 0, an empty {@code metricType} and a default timeout of 3
   * seconds.
   *
   * @return a new builder, to be used by one thread
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns {@code spec.triggers[i].metadata}.
   *
   * @return an unmodifiable map
   */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Returns the parameters from the trigger's authentication.
   *
   * @return an unmodifiable map
   */
  public Map<String, SecretSupplier> authParams() {
    return authParams;
  }

  /**
   * Returns {@code spec.triggers[i].metricType}.
   *
   * @return empty if not set
   */
  public String metricType() {
    return metricType;
  }

  /**
   * Returns the trigger's position in {@code spec.triggers}.
   *
   * @return 0 or more
   */
  public int triggerIndex() {
    return triggerIndex;
  }

  /**
   * Returns whether the trigger only feeds a formula ({@code spec.advanced.scalingModifiers}),
   * which makes its target optional.
   *
   * @return false unless set
   */
  public boolean metricSource() {
    return metricSource;
  }

  /**
   * Returns the timeout of a trigger that sets none.
   *
   * @return 3 seconds unless set
   */
  public Duration defaultTimeout() {
    return defaultTimeout;
  }

  @Override
  public String toString() {
    return "TriggerMetadata[index="
        + triggerIndex
        + ", metadata="
        + withoutSecrets(metadata)
        + ", authParams="
        + new TreeSet<>(authParams.keySet())
        + "]";
  }

  // A key in the metadata is a mistake, but still secret.
  private static Map<String, String> withoutSecrets(Map<String, String> metadata) {
    Map<String, String> printable = new TreeMap<>(metadata);
    printable.replaceAll((key, text) -> isSecret(key) ? "***" : text);
    return printable;
  }

  private static boolean isSecret(String key) {
    return Arrays.stream(Parameter.values())
        .filter(parameter -> parameter.accepts() == AcceptedText.SECRET)
        .anyMatch(parameter -> parameter.title().equalsIgnoreCase(key));
  }

  /** Collects the input; not thread-safe. */
  public static final class Builder {
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, SecretSupplier> authParams = new LinkedHashMap<>();
    private String metricType = "";
    private int triggerIndex;
    private boolean metricSource;
    private Duration defaultTimeout = DEFAULT_TIMEOUT;

    private Builder() {}

    /**
     * Adds one metadata entry.
     *
     * @param key KEDA's name, case-sensitive
     * @param value the text as written
     * @throws NullPointerException if an argument is null
     */
    public Builder metadata(String key, String value) {
      metadata.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
      return this;
    }

    /**
     * Adds metadata entries.
     *
     * @param entries KEDA's names and the texts as written
     */
    public Builder metadata(Map<String, String> entries) {
      entries.forEach(this::metadata);
      return this;
    }

    /**
     * Adds one auth parameter with a fixed value.
     *
     * @param key KEDA's name, case-sensitive
     * @param value the text as the Secret holds it
     */
    public Builder authParam(String key, String value) {
      return authParam(key, Secret.of(value));
    }

    /**
     * Adds one auth parameter whose supplier is called for every request.
     *
     * @param key {@code token}, {@code apiKey} or {@code appKey}; the supplier of any other is
     *     called once, when the trigger is parsed
     * @param value the supplier
     */
    public Builder authParam(String key, SecretSupplier value) {
      authParams.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
      return this;
    }

    /**
     * Adds auth parameters with fixed values.
     *
     * @param entries KEDA's names and the texts as the Secrets hold them
     */
    public Builder authParams(Map<String, String> entries) {
      entries.forEach(this::authParam);
      return this;
    }

    /**
     * Sets {@code metricType}.
     *
     * @param metricType {@code Value}, {@code AverageValue} or empty; checked by the parser
     */
    public Builder metricType(String metricType) {
      this.metricType = requireNonNull(metricType, "metricType");
      return this;
    }

    /**
     * Sets the trigger's position.
     *
     * @param triggerIndex 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public Builder triggerIndex(int triggerIndex) {
      if (triggerIndex < 0) {
        throw new IllegalArgumentException("triggerIndex: must be 0 or more, got " + triggerIndex);
      }
      this.triggerIndex = triggerIndex;
      return this;
    }

    /**
     * Sets whether the trigger only feeds a formula.
     *
     * @param metricSource true makes the target optional
     */
    public Builder metricSource(boolean metricSource) {
      this.metricSource = metricSource;
      return this;
    }

    /**
     * Sets the timeout of a trigger that sets none: KEDA's {@code KEDA_HTTP_DEFAULT_TIMEOUT}.
     *
     * @param defaultTimeout up to a day; zero or less means 300 ms, as in KEDA
     * @throws IllegalArgumentException if it is longer
     */
    public Builder defaultTimeout(Duration defaultTimeout) {
      if (defaultTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
        throw new IllegalArgumentException(
            "defaultTimeout: must be at most 1 day, got " + defaultTimeout);
      }
      this.defaultTimeout = defaultTimeout;
      return this;
    }

    /**
     * Builds the metadata.
     *
     * @return a new object
     */
    public TriggerMetadata build() {
      return new TriggerMetadata(this);
    }
  }
}
