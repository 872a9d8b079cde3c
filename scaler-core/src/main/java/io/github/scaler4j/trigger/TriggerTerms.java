package io.github.scaler4j.trigger;

import io.github.scaler4j.hpa.MetricSpec;
import java.time.Duration;
import java.util.OptionalDouble;

/** The values that triggers of both modes carry, see {@link DatadogTrigger}. */
record TriggerTerms(
    MetricSpec metricSpec,
    double targetValue,
    double activationValue,
    OptionalDouble metricUnavailableValue,
    Duration timeout) {}
