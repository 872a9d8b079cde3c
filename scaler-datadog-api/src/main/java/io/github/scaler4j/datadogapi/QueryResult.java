package io.github.scaler4j.datadogapi;

import java.util.List;

/**
 * What Datadog said of one query.
 *
 * @param series its series, with indexes that count from 0 within the query
 * @param unprocessable why Datadog could not process it (HTTP 422), or empty
 */
record QueryResult(List<Series> series, String unprocessable) {

  static QueryResult of(List<Series> series) {
    return new QueryResult(series, "");
  }

  static QueryResult unprocessable(String reason) {
    return new QueryResult(List.of(), reason);
  }
}
