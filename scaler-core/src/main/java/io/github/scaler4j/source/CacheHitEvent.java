package io.github.scaler4j.source;

import java.time.Duration;

/**
 * A read that was answered at once, with the fresh value of another read or of a shared request.
 *
 * @param subject the query's text, or the metric's name for an agent
 * @param age the value's age since the upstream answered
 */
public record CacheHitEvent(String subject, Duration age) {}
