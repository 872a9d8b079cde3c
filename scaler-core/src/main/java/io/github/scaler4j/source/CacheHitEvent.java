package io.github.scaler4j.source;

import java.time.Duration;

/**
 * A read was answered at once with a fresh value that another read or a shared request had fetched.
 *
 * @param subject what was read
 * @param age how long ago the upstream gave the value
 */
public record CacheHitEvent(String subject, Duration age) {}
