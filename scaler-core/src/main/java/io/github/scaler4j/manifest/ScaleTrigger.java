package io.github.scaler4j.manifest;

import java.util.Map;
import java.util.Optional;

/**
 * One entry of a {@code ScaledObject}'s {@code triggers}, of any type, as written.
 *
 * <p>Immutable; equal if it says the same.
 */
public final class ScaleTrigger {

  private final Content content;

  ScaleTrigger(Content content) {
    this.content = content;
  }

  /** What a trigger says. */
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
   * Returns the position in {@code triggers}.
   *
   * @return from 0
   */
  public int index() {
    return content.index;
  }

  /**
   * Returns the scaler.
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
   * @return an unmodifiable map; a number or boolean that was written without quotes is its raw
   *     text, which Kubernetes itself would refuse
   */
  public Map<String, String> metadata() {
    return content.metadata;
  }

  /** Tells whether this is a datadog trigger that reads from the Cluster Agent. */
  boolean readsFromAgent() {
    return content.type.equals(KedaKinds.DATADOG)
        && GoBoolean.isTrueInGo(metadata().getOrDefault("useClusterAgentProxy", "").strip());
  }

  /**
   * Returns what the HPA compares the metric with.
   *
   * @return {@code Value}, {@code AverageValue}, {@code Utilization} for other scalers, or empty
   */
  public String metricType() {
    return content.metricType;
  }

  /**
   * Returns where the secrets are.
   *
   * @return empty if the trigger needs none
   */
  public Optional<AuthenticationRef> authenticationRef() {
    return content.authenticationRef;
  }

  /**
   * Tells whether the HPA gets what the last poll read.
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
