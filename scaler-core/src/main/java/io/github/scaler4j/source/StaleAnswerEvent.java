package io.github.scaler4j.source;

import io.github.scaler4j.error.MetricSourceException;
import java.time.Duration;

/**
 * A read that got a stale value.
 *
 * @param subject the query's text, or the metric's name for an agent
 * @param age the value's age since the upstream answered
 * @param cause why the value could not be refreshed
 */
public record StaleAnswerEvent(String subject, Duration age, MetricSourceException cause) {}
