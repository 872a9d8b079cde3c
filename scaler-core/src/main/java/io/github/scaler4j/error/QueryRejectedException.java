package io.github.scaler4j.error;

/**
 * The query or the metric's name was refused, and asking again does not help: it can't be parsed,
 * is too long, gives several series, or does not exist. The message carries the server's own words.
 */
public final class QueryRejectedException extends MetricSourceException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports a query that was refused.
   *
   * @param message what was refused, in the server's words, and what to do
   */
  public QueryRejectedException(String message) {
    super(message, null);
  }
}
