package io.github.scaler4j.manifest;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * One entry of a {@code ScaledObject}'s {@code triggers}, of any type, as written.
 *
 * @param index the position in {@code triggers}, from 0
 * @param type the scaler ({@code datadog}, {@code cron}, ...)
 * @param name the name, or empty
 * @param metadata the scaler's parameters; a number or truth value that was written without quotes
 *     is its raw text, which Kubernetes itself would refuse
 * @param metricType {@code Value}, {@code AverageValue} or empty
 * @param authenticationRef where the secrets are, or empty
 * @param useCachedMetrics whether the HPA gets what the last poll read
 */
public record ScaleTrigger(
    int index,
    String type,
    String name,
    Map<String, String> metadata,
    String metricType,
    Optional<AuthenticationRef> authenticationRef,
    boolean useCachedMetrics) {

  /**
   * Makes the trigger.
   *
   * @throws NullPointerException if an argument is null
   */
  public ScaleTrigger {
    requireNonNull(type, "type");
    requireNonNull(name, "name");
    metadata = Map.copyOf(metadata);
    requireNonNull(metricType, "metricType");
    requireNonNull(authenticationRef, "authenticationRef");
  }

  /**
   * Which {@code TriggerAuthentication} a trigger uses.
   *
   * @param name the name; empty means none, as in KEDA
   * @param kind {@code TriggerAuthentication} (also if not given) or {@code
   *     ClusterTriggerAuthentication}; judged when it is resolved
   */
  public record AuthenticationRef(String name, String kind) {

    /**
     * Makes the reference.
     *
     * @throws NullPointerException if an argument is null
     */
    public AuthenticationRef {
      requireNonNull(name, "name");
      requireNonNull(kind, "kind");
    }
  }
}
