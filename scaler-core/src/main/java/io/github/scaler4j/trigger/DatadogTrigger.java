package io.github.scaler4j.trigger;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.hpa.MetricSpec;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * A valid {@code datadog} trigger in one of KEDA's two modes.
 *
 * <p>Immutable. {@code toString} holds no secret. Mirrors {@code pkg/scalers/datadog_scaler.go}.
 */
public sealed interface DatadogTrigger permits ApiTrigger, ClusterAgentTrigger {

  /**
   * Parses a trigger as a user wrote it.
   *
   * <p>Does not report valid but suspicious settings; {@link io.github.scaler4j.DatadogScalers}
   * logs warnings about them.
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
   * Parses a trigger as a user wrote it, and reports warnings.
   *
   * @param metadata the trigger's metadata and auth parameters
   * @param warnings receives each warning about a valid but suspicious setting; a warning's first
   *     word is the parameter. Called on this thread
   * @return an {@link ApiTrigger}, or a {@link ClusterAgentTrigger} if {@code useClusterAgentProxy}
   *     is true
   * @throws InvalidTriggerException with all problems at once
   */
  static DatadogTrigger parse(TriggerMetadata metadata, Consumer<String> warnings) {
    TriggerParser parser = new TriggerParser(metadata);
    DatadogTrigger trigger = parser.parse();
    parser.warnings(trigger).forEach(warnings);
    return trigger;
  }

  /**
   * Returns the metric's name and target, as the HorizontalPodAutoscaler gets them.
   *
   * @return the spec; its target is 0 for a metric source without one
   */
  MetricSpec metricSpec();

  /**
   * Returns the trigger's target before it is rounded to thousandths.
   *
   * @return greater than 0; for a metric source any number, and 0 if it has none
   */
  double targetValue();

  /**
   * Returns the threshold that a value must exceed for the workload to be active.
   *
   * @return 0 if the trigger has none
   */
  double activationValue();

  /**
   * Returns the value that replaces missing data.
   *
   * @return empty if the trigger has none; negative numbers are allowed
   */
  OptionalDouble metricUnavailableValue();

  /**
   * Returns how long one read may take.
   *
   * @return greater than 0; KEDA's default is 3 seconds
   */
  Duration timeout();
}
