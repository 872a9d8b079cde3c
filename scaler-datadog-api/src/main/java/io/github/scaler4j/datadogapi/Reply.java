package io.github.scaler4j.datadogapi;

import static java.net.HttpURLConnection.HTTP_BAD_REQUEST;
import static java.net.HttpURLConnection.HTTP_OK;

import io.github.scaler4j.engine.UntrustedCertificate;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of one request. Every answer's headers report the budget. */
sealed interface Reply {

  /** The budget in the headers. */
  RateLimitHeaders limits();

  /**
   * Returns whether a retry may succeed: after a transport fault, 408 or 5xx. An untrusted
   * certificate stays untrusted.
   */
  static boolean isWorthRepeating(MetricSourceException fault) {
    return isTransient(fault) && !UntrustedCertificate.isCauseOf(fault);
  }

  /**
   * Returns whether a fault may be due to one query or to the host: no answer, an error or a page
   * with 200, 400, 408 or 5xx. Others are refusals, such as a wrong key, a redirect or a missing
   * page.
   */
  static boolean isFailure(Throwable fault) {
    return isTransient(fault)
        || (fault instanceof UnexpectedResponseException unexpected
            && (unexpected.status() == HTTP_OK || unexpected.status() == HTTP_BAD_REQUEST));
  }

  private static boolean isTransient(Throwable fault) {
    return fault instanceof TransportException
        || (fault instanceof UnexpectedResponseException unexpected
            && (unexpected.status() == 408 || unexpected.status() >= 500));
  }

  /** Returns why no series came; null if series came, or Datadog reported that there are none. */
  default @Nullable Throwable fault() {
    return null;
  }

  /**
   * Returns the fault if it is transient and counts against the host: no answer, 408 or 5xx.
   *
   * @return null if the request was answered, or refused for a permanent reason
   */
  default @Nullable MetricSourceException passingFault() {
    return null;
  }

  /**
   * Series came, or none.
   *
   * @param series for each query of the request, in order, its own series; the index of a series
   *     counts from 0 within its query
   * @param details more about each of these series; empty unless requested
   */
  record Answered(
      RateLimitHeaders limits, List<List<Series>> series, List<List<SeriesDetails>> details)
      implements Reply {

    Answered(RateLimitHeaders limits, List<List<Series>> series) {
      this(limits, series, List.of());
    }
  }

  /** HTTP 422: Datadog could not process the query, sometimes without reason; no data. */
  record Unprocessable(RateLimitHeaders limits, String reason) implements Reply {}

  /**
   * No series.
   *
   * @param fault why
   * @param queriesAtFault whether a query may be the culprit: the others may be answered in smaller
   *     requests
   */
  record Refused(RateLimitHeaders limits, MetricSourceException fault, boolean queriesAtFault)
      implements Reply {

    @Override
    public @Nullable MetricSourceException passingFault() {
      return isTransient(fault) ? fault : null;
    }
  }

  /**
   * No answer came.
   *
   * @param why a {@link TransportException}, or a fault of the request itself: a key that does not
   *     fit into a header, or a programming error
   */
  record Missing(Throwable why) implements Reply {

    @Override
    public Throwable fault() {
      return why;
    }

    @Override
    public RateLimitHeaders limits() {
      return RateLimitHeaders.NONE;
    }

    @Override
    public @Nullable MetricSourceException passingFault() {
      return why instanceof TransportException fault ? fault : null;
    }
  }
}
