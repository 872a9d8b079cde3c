package io.github.scaler4j.trigger;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.hpa.MetricSpec;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A valid {@code datadog} trigger in one of KEDA's two modes.
 *
 * <p>Immutable. {@code toString} holds no secret. Mirrors {@code pkg/scalers/datadog_scaler.go}.
 */
public sealed interface DatadogTrigger permits ApiTrigger, ClusterAgentTrigger {

  /**
   * Parses what a user wrote.
   *
   * <p>Anything suspicious but valid is logged as a warning, once per call.
   *
   * @param metadata the trigger's metadata and auth parameters
   * @return an {@link ApiTrigger}, or a {@link ClusterAgentTrigger} if {@code useClusterAgentProxy}
   *     is true
   * @throws InvalidTriggerException with all problems at once
   */
  static DatadogTrigger parse(TriggerMetadata metadata) {
    return new TriggerParser(metadata).parse();
  }

  /**
   * Returns what the HorizontalPodAutoscaler gets: the metric's name and target.
   *
   * @return the target is 0 for a metric source without one
   */
  MetricSpec metricSpec();

  /**
   * Returns the target as the trigger gives it, before rounding to thousandths.
   *
   * @return greater than 0; for a metric source whatever it says, and 0 if it says nothing
   */
  double targetValue();

  /**
   * Returns the threshold that a value must exceed for the workload to be awake.
   *
   * @return 0 if the trigger gives none
   */
  double activationValue();

  /**
   * Returns the value that stands in where there is no data.
   *
   * @return empty if the trigger gives none; a negative number is a value
   */
  OptionalDouble metricUnavailableValue();

  /**
   * Returns how long one read may take.
   *
   * @return greater than 0; KEDA's default is 3 seconds
   */
  Duration timeout();
}
