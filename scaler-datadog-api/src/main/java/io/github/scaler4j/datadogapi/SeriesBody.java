package io.github.scaler4j.datadogapi;

import java.util.List;

/**
 * A body of {@code GET /api/v1/query}, decoded.
 *
 * @param answers whether it is an answer: {@code status} is {@code ok}, and no error is carried. If
 *     not, its series mean nothing.
 * @param words what it says of an error, in Datadog's words; empty if nothing
 * @param series the series in Datadog's order
 * @param details more of each of them; empty unless it was asked for
 */
record SeriesBody(
    boolean answers, String words, List<Series> series, List<SeriesDetails> details) {}
