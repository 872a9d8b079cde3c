package io.github.scaler4j.source;

import java.util.Locale;

/** Why a read failed or returned an older value. Each kind has its own remedy. */
public enum FailureKind {
  /** No complete answer came, or too many requests are under way: network, or a slow host. */
  TRANSPORT,
  /** The host's certificate is not trusted or names another host. */
  CERTIFICATE,
  /** The circuit is open: the host kept failing and gets no requests for some seconds. */
  CIRCUIT_OPEN,
  /** A 429, or a request that was held back to stay within the rate limit. */
  RATE_LIMITED,
  /** Keys or a token were refused, or lack a permission. */
  AUTHORIZATION,
  /** The query was refused. */
  QUERY_REJECTED,
  /** The host answered with an error of its own or with an unexpected body. */
  UNEXPECTED_RESPONSE,
  /** The upstream has no data, and the trigger has no {@code metricUnavailableValue}. */
  NO_DATA,
  /** Anything else, such as a key that does not fit into a header. */
  OTHER;

  /**
   * Returns the kind as a tag of metrics.
   *
   * @return lower-case words joined by {@code _}, such as {@code circuit_open}
   */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
