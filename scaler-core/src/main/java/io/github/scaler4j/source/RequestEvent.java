package io.github.scaler4j.source;

import java.time.Duration;

/**
 * The end of an HTTP request.
 *
 * @param host the host that it was sent to
 * @param account the account's name, see {@link HostStatus#account}; empty for an agent
 * @param status the HTTP status, including 429, or 0 if no complete answer came
 * @param duration the time from sending to the last byte or the fault
 * @param queries how many queries it carried
 * @param capacity how many queries it could have carried; 1 if requests are not shared
 */
public record RequestEvent(
    String host, String account, int status, Duration duration, int queries, int capacity) {

  /**
   * Returns how full the request was.
   *
   * @return above 0; 1 is full
   */
  public double batchFill() {
    return (double) queries / capacity;
  }
}
