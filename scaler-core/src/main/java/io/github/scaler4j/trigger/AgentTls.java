package io.github.scaler4j.trigger;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How the certificate of a Cluster Agent is judged.
 *
 * <p>The agent's own certificate names only {@code localhost}, so trusting its CA takes a {@code
 * serverName} as well.
 *
 * @param unsafeSsl whether any certificate is accepted ({@code unsafeSsl})
 * @param ca certificates in PEM that are trusted instead of the system's, or empty ({@code ca})
 * @param serverName the name that the certificate must hold instead of the host's, or empty ({@code
 *     serverName})
 */
public record AgentTls(boolean unsafeSsl, Optional<String> ca, Optional<String> serverName) {

  /** The system's trust, and the host's own name. */
  public static final AgentTls SYSTEM = new AgentTls(false, Optional.empty(), Optional.empty());

  /**
   * Makes the rule.
   *
   * @param unsafeSsl as above
   * @param ca as above
   * @param serverName as above
   * @throws NullPointerException if an argument is null
   */
  public AgentTls {
    requireNonNull(ca, "ca");
    requireNonNull(serverName, "serverName");
  }
}
