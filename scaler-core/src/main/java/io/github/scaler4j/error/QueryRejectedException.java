package io.github.scaler4j.error;

/**
 * Thrown when the query or the metric's name is refused, and sending it again does not help. It
 * can't be parsed, is too long, returns several series, or does not exist. The message quotes the
 * server.
 */
public final class QueryRejectedException extends MetricSourceException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was refused, in the server's words, and what to do
   */
  public QueryRejectedException(String message) {
    super(message, null);
  }
}
