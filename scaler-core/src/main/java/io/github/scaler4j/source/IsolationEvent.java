package io.github.scaler4j.source;

import io.github.scaler4j.error.MetricSourceException;
import java.time.Duration;

/**
 * A query that was refused although it was sent alone.
 *
 * <p>If a query that it had shared a request with was accepted, it is sent alone until it is
 * accepted itself.
 *
 * @param host the host that refused it
 * @param query the query's text
 * @param cause why it was refused
 * @param backoff how long it is not sent at all
 */
public record IsolationEvent(
    String host, String query, MetricSourceException cause, Duration backoff) {}
