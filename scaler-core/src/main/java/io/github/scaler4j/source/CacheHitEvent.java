package io.github.scaler4j.source;

import java.time.Duration;

/**
 * A read that was answered at once with a fresh value of another read or of a shared request.
 *
 * @param subject what was read
 * @param age the value's age since the upstream answered
 */
public record CacheHitEvent(String subject, Duration age) {}
