package io.github.scaler4j.datadogapi;

import java.util.List;

/** Datadog's answer to one query. */
sealed interface QueryAnswer {

  /**
   * Series came, or none.
   *
   * @param series the query's series, with indexes that count from 0 within the query
   */
  record Answered(List<Series> series) implements QueryAnswer {
    public Answered {
      series = List.copyOf(series);
    }
  }

  /**
   * Datadog could not process the query (HTTP 422): no data.
   *
   * @param reason what it said
   */
  record Unprocessable(String reason) implements QueryAnswer {}
}
