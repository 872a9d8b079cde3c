package io.github.scaler4j.error;

import static java.util.Objects.requireNonNull;

/** Thrown when credentials are refused or lack a permission. */
public final class AuthorizationException extends MetricSourceException {

  private static final long serialVersionUID = 1L;

  /** The side that refused, and what it refused. */
  public enum Refusal {
    /** Datadog refused the trigger's API key or application key. */
    DATADOG_REFUSED_KEYS,
    /** The Cluster Agent saw no token: none was sent, or a gateway dropped it. */
    AGENT_SAW_NO_TOKEN,
    /** The Cluster Agent refused the token: unknown or expired. */
    AGENT_REFUSED_TOKEN,
    /** The Cluster Agent knows the token, but its user may not list the metric. */
    AGENT_DENIED_PERMISSION,
    /** Datadog refused the Cluster Agent's own keys; the caller's token is fine. */
    DATADOG_REFUSED_AGENT
  }

  private final Refusal refusal;
  private final int status;

  /**
   * Creates the exception.
   *
   * @param refusal which side refused what
   * @param status the HTTP status
   * @param message what was refused and what to do
   */
  public AuthorizationException(Refusal refusal, int status, String message) {
    super(message, null);
    this.refusal = requireNonNull(refusal, "refusal");
    this.status = status;
  }

  /** Returns which side refused what. */
  public Refusal refusal() {
    return refusal;
  }

  /**
   * Returns the HTTP status that the client saw.
   *
   * @return 401, 403, or 500 when the agent passes on Datadog's refusal
   */
  public int status() {
    return status;
  }
}
