package io.github.scaler4j.manifest;

import java.util.Map;
import java.util.Optional;

/**
 * One entry of a {@code ScaledObject}'s {@code triggers}, of any type, as written.
 *
 * <p>Immutable; equal if all values are equal.
 */
public final class ScaleTrigger {

  private final Content content;

  ScaleTrigger(Content content) {
    this.content = content;
  }

  /** The content of a trigger. */
  record Content(
      int index,
      String type,
      String name,
      Map<String, String> metadata,
      String metricType,
      Optional<AuthenticationRef> authenticationRef,
      boolean useCachedMetrics) {

    Content {
      metadata = Map.copyOf(metadata);
    }
  }

  /**
   * Returns the position in {@code triggers}, from 0.
   *
   * @return the index
   */
  public int index() {
    return content.index;
  }

  /**
   * Returns the scaler's type.
   *
   * @return for example {@code datadog} or {@code cron}
   */
  public String type() {
    return content.type;
  }

  /**
   * Returns the trigger's name, which a formula uses.
   *
   * @return empty if it has none
   */
  public String name() {
    return content.name;
  }

  /**
   * Returns the scaler's parameters.
   *
   * @return an unmodifiable map; a number or boolean without quotes, which Kubernetes would refuse,
   *     is its raw text
   */
  public Map<String, String> metadata() {
    return content.metadata;
  }

  /** Returns whether this is a datadog trigger that reads from the Cluster Agent. */
  boolean readsFromAgent() {
    return content.type.equals(KedaKinds.DATADOG)
        && GoBoolean.isTrueInGo(metadata().getOrDefault("useClusterAgentProxy", "").strip());
  }

  /**
   * Returns the type of the HPA's target.
   *
   * @return {@code Value}, {@code AverageValue}, {@code Utilization} for other scalers, or empty
   */
  public String metricType() {
    return content.metricType;
  }

  /**
   * Returns the reference to the trigger's secrets.
   *
   * @return empty if it has none
   */
  public Optional<AuthenticationRef> authenticationRef() {
    return content.authenticationRef;
  }

  /**
   * Returns whether the HPA gets the last poll's value.
   *
   * @return false unless set
   */
  public boolean useCachedMetrics() {
    return content.useCachedMetrics;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScaleTrigger that && content.equals(that.content);
  }

  @Override
  public int hashCode() {
    return content.hashCode();
  }

  /**
   * Returns the trigger for messages.
   *
   * @return for example {@code trigger 1 (datadog requests)}
   */
  @Override
  public String toString() {
    return "trigger "
        + content.index
        + " ("
        + content.type
        + (content.name.isEmpty() ? "" : " " + content.name)
        + ")";
  }
}
