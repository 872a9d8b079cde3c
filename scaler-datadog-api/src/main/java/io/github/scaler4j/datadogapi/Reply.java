package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.MetricSourceException;
import java.util.List;

/** An HTTP answer to one request; whatever it holds, its headers tell of the budget. */
sealed interface Reply {

  /** What the headers say of the budget. */
  RateLimitHeaders limits();

  /**
   * Series came, or none.
   *
   * @param series for each query of the request, in order, its own series; the index of a series
   *     counts from 0 within its query
   */
  record Answered(RateLimitHeaders limits, List<List<Series>> series) implements Reply {}

  /** HTTP 422: Datadog could not process the query, now and then without reason; no data. */
  record Unprocessable(RateLimitHeaders limits, String reason) implements Reply {}

  /**
   * No series.
   *
   * @param fault why
   * @param queriesAtFault whether a query may be the culprit: asked in smaller requests, the others
   *     may well be answered
   */
  record Refused(RateLimitHeaders limits, MetricSourceException fault, boolean queriesAtFault)
      implements Reply {}
}
