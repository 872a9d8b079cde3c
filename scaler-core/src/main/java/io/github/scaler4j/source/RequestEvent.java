package io.github.scaler4j.source;

import java.time.Duration;

/** The end of an HTTP request. Immutable. */
public final class RequestEvent {

  private final String host;
  private final String account;
  private final int status;
  private final Duration duration;
  private final int queries;
  private final int capacity;

  private RequestEvent(
      String host, String account, int status, Duration duration, int queries, int capacity) {
    this.host = host;
    this.account = account;
    this.status = status;
    this.duration = duration;
    this.queries = queries;
    this.capacity = capacity;
  }

  /**
   * Creates the event of a request that carried one query and had no room for another.
   *
   * @param host the host that the request was sent to
   * @param account the account's name, see {@link HostStatus#account()}; empty for an agent
   * @param status the HTTP status, including 429, or 0 if no complete answer came
   * @param duration the time from sending to the last byte or the fault
   */
  public static RequestEvent of(String host, String account, int status, Duration duration) {
    return new RequestEvent(host, account, status, duration, 1, 1);
  }

  /**
   * Returns the same event with other numbers of queries.
   *
   * @param queries how many queries the request carried
   * @param capacity how many queries it could have carried; 1 if requests are not shared
   */
  public RequestEvent withQueries(int queries, int capacity) {
    return new RequestEvent(host, account, status, duration, queries, capacity);
  }

  /** Returns the host that it was sent to. */
  public String host() {
    return host;
  }

  /** Returns the account's name, see {@link HostStatus#account()}; empty for an agent. */
  public String account() {
    return account;
  }

  /** Returns the HTTP status, including 429, or 0 if no complete answer came. */
  public int status() {
    return status;
  }

  /** Returns the time from sending to the last byte or the fault. */
  public Duration duration() {
    return duration;
  }

  /** Returns how many queries the request carried. */
  public int queries() {
    return queries;
  }

  /** Returns how many queries it could have carried; 1 if requests are not shared. */
  public int capacity() {
    return capacity;
  }

  /**
   * Returns how full the request was.
   *
   * @return above 0; 1 is full
   */
  public double batchFill() {
    return (double) queries / capacity;
  }
}
