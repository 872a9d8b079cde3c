package io.github.scaler4j.source;

import java.util.Locale;

/** Why a read failed, or was answered with an older value: few kinds, each with its own remedy. */
public enum FailureKind {
  /** No complete answer came, or too many requests are under way: network, or a slow host. */
  TRANSPORT,
  /** The host's certificate is not trusted, or names another host. */
  CERTIFICATE,
  /** The host is left alone for some seconds, because it kept failing: the circuit is open. */
  CIRCUIT_OPEN,
  /** A 429, or held back to stay within the rate limit. */
  RATE_LIMITED,
  /** Keys or a token were refused, or lack a right. */
  AUTHORIZATION,
  /** The query was refused. */
  QUERY_REJECTED,
  /** The host answered with an error of its own, or with something other than an answer. */
  UNEXPECTED_RESPONSE,
  /** There is no data, and the trigger has no fill. */
  NO_DATA,
  /** Anything else, such as a key that no header carries. */
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
