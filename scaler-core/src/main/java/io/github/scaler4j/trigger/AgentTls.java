package io.github.scaler4j.trigger;

import java.util.Objects;
import java.util.Optional;

/**
 * A trigger's rules for the certificate of a Cluster Agent.
 *
 * <p>The agent's own certificate names only {@code localhost}, so trusting its CA requires a {@code
 * serverName} as well.
 */
public final class AgentTls {

  private final boolean unsafeSsl;
  private final Optional<String> ca;
  private final Optional<String> serverName;

  AgentTls(boolean unsafeSsl, Optional<String> ca, Optional<String> serverName) {
    this.unsafeSsl = unsafeSsl;
    this.ca = ca;
    this.serverName = serverName;
  }

  /** Returns whether any certificate is accepted: {@code unsafeSsl}. */
  public boolean unsafeSsl() {
    return unsafeSsl;
  }

  /** Returns the certificates in PEM that are trusted instead of the system's: {@code ca}. */
  public Optional<String> ca() {
    return ca;
  }

  /**
   * Returns the name that the certificate must be valid for instead of the host's: {@code
   * serverName}.
   */
  public Optional<String> serverName() {
    return serverName;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof AgentTls other
        && unsafeSsl == other.unsafeSsl
        && ca.equals(other.ca)
        && serverName.equals(other.serverName);
  }

  @Override
  public int hashCode() {
    return Objects.hash(unsafeSsl, ca, serverName);
  }

  @Override
  public String toString() {
    return "AgentTls["
        + (unsafeSsl ? "any certificate" : ca.isPresent() ? "own ca" : "system's trust")
        + serverName.map(name -> ", " + name).orElse("")
        + "]";
  }
}
