package io.github.scaler4j.datadogapi;

import java.util.List;

/**
 * A body of {@code GET /api/v1/query}, decoded.
 *
 * @param failed whether {@code status} is {@code error}; Datadog answers so with HTTP 200
 * @param error what {@code error} says; empty if nothing
 * @param series the series in Datadog's order
 */
record QueryResponse(boolean failed, String error, List<Series> series) {}
