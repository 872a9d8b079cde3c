package io.github.scaler4j.source;

import io.github.scaler4j.error.MetricSourceException;
import java.time.Duration;

/**
 * A read was answered with a value older than it should be.
 *
 * @param subject what was read
 * @param age how long ago the upstream gave the value
 * @param cause why no newer one could be had
 */
public record StaleAnswerEvent(String subject, Duration age, MetricSourceException cause) {}
