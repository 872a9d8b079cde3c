package io.github.scaler4j.trigger;

import io.github.scaler4j.hpa.MetricSpec;
import java.time.Duration;
import java.util.OptionalDouble;

/** What triggers of both modes carry; explained in {@link DatadogTrigger}. */
record TriggerTerms(
    MetricSpec metricSpec,
    double targetValue,
    double activationValue,
    OptionalDouble metricUnavailableValue,
    Duration timeout) {}
