package io.github.scaler4j.datadogapi;

import java.util.List;

/**
 * A body of {@code GET /api/v1/query}, decoded.
 *
 * @param answers whether it is an answer: {@code status} is {@code ok}, without an error. If not,
 *     its series mean nothing
 * @param words the error in Datadog's words; empty without one
 * @param series the series in Datadog's order
 * @param details more about each of them; empty unless requested
 */
record SeriesBody(
    boolean answers, String words, List<Series> series, List<SeriesDetails> details) {}
