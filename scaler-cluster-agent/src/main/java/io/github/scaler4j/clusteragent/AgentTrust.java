package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates of a Cluster Agent are trusted.
 *
 * <p>The agent creates a certificate that names only {@code localhost}, so its host name does not
 * match even if its CA is trusted: {@link #ca} and {@link #caFile} then need {@link
 * ClusterAgentOptions.Builder#serverName}. A trigger's own {@code unsafeSsl} or {@code ca} takes
 * precedence over these settings. In any case TLS is 1.2 or newer, and 1.3 if the agent supports
 * it. Immutable.
 */
public final class AgentTrust {

  /** What is trusted. */
  sealed interface Kind {}

  record SystemTrust() implements Kind {}

  record Ca(String pem) implements Kind {
    Ca {
      PemCertificates.parse(requireNonNull(pem, "pem"));
    }
  }

  record CaFile(Path path) implements Kind {
    CaFile {
      path = requireNonNull(path, "path").toAbsolutePath();
    }
  }

  record PinnedKeys(Set<String> sha256) implements Kind {
    PinnedKeys {
      sha256 = sha256.stream().map(PinnedKeys::digest).collect(Collectors.toUnmodifiableSet());
      if (sha256.isEmpty()) {
        throw new IllegalArgumentException("sha256: at least one pin is required");
      }
    }

    private static String digest(String pin) {
      requireNonNull(pin, "sha256");
      String text = pin.startsWith("sha256/") ? pin.substring("sha256/".length()) : pin;
      try {
        byte[] digest = Base64.getDecoder().decode(text);
        if (digest.length == 32) {
          return Base64.getEncoder().encodeToString(digest);
        }
      } catch (IllegalArgumentException e) {
        throw refused(pin, e);
      }
      throw refused(pin, null);
    }

    private static IllegalArgumentException refused(String pin, @Nullable Exception cause) {
      return new IllegalArgumentException(
          "sha256: must be a SHA-256 digest, 32 bytes in base64, got " + pin, cause);
    }
  }

  record Unsafe() implements Kind {}

  private final Kind kind;

  private AgentTrust(Kind kind) {
    this.kind = kind;
  }

  /** Trusts the CAs of the Java runtime, and requires the host's own name. */
  public static AgentTrust system() {
    return new AgentTrust(new SystemTrust());
  }

  /**
   * Trusts CA certificates in PEM, instead of the system's.
   *
   * @param pem one or more certificates; an agent's own certificate may be used in place of its
   *     CA's
   * @throws NullPointerException if {@code pem} is null
   * @throws IllegalArgumentException if {@code pem} contains no certificate
   */
  public static AgentTrust ca(String pem) {
    return new AgentTrust(new Ca(pem));
  }

  /**
   * Trusts CA certificates in a PEM file that another process renews, instead of the system's.
   *
   * <p>The file is checked whenever a connection is opened, and read again if it has changed. A
   * connection that is open, or that resumes a TLS session, is not checked again. To rotate without
   * failed reads, keep both the old and the new CA in the file until the agent has its new
   * certificate.
   *
   * @param path the file; it need not exist yet
   * @throws NullPointerException if {@code path} is null
   */
  public static AgentTrust caFile(Path path) {
    return new AgentTrust(new CaFile(path));
  }

  /**
   * Trusts a certificate if and only if it contains one of these public keys. Its issuer, names and
   * validity period do not matter.
   *
   * @param sha256 SHA-256 digests of the SubjectPublicKeyInfo in base64, as {@code
   *     DatadogScalers.verify} prints them; the prefix {@code sha256/} is allowed
   * @throws NullPointerException if a pin is null
   * @throws IllegalArgumentException if no pin is given, or one is not a SHA-256 digest
   */
  public static AgentTrust pinned(String... sha256) {
    return new AgentTrust(
        new PinnedKeys(
            Arrays.stream(requireNonNull(sha256, "sha256")).collect(Collectors.toSet())));
  }

  /**
   * Trusts any certificate, like KEDA's {@code unsafeSsl}: the agent's identity is not verified.
   * Logs a warning for each endpoint.
   */
  public static AgentTrust unsafe() {
    return new AgentTrust(new Unsafe());
  }

  Kind kind() {
    return kind;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof AgentTrust other && kind.equals(other.kind);
  }

  @Override
  public int hashCode() {
    return kind.hashCode();
  }

  @Override
  public String toString() {
    return kind.toString();
  }
}
