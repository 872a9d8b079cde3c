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
 * match even if its CA is trusted: {@link Ca} and {@link CaFile} then need {@link
 * ClusterAgentOptions.Builder#serverName}. A trigger's own {@code unsafeSsl} or {@code ca} takes
 * precedence over these settings. In any case TLS is 1.2 or newer, and 1.3 if the agent supports
 * it.
 */
public sealed interface AgentTrust {

  /** Trusts the CAs of the Java runtime, and requires the host's own name. */
  record SystemTrust() implements AgentTrust {}

  /**
   * CA certificates in PEM, instead of the system's.
   *
   * @param pem one or more certificates; an agent's own certificate may replace its CA's
   */
  record Ca(String pem) implements AgentTrust {

    /**
     * Creates the trust setting.
     *
     * @throws NullPointerException if {@code pem} is null
     * @throws IllegalArgumentException if {@code pem} contains no certificate
     */
    public Ca {
      PemCertificates.parse(requireNonNull(pem, "pem"));
    }
  }

  /**
   * CA certificates in a PEM file that another process renews, instead of the system's.
   *
   * <p>The file is checked whenever a connection is opened, and read again if it has changed. A
   * connection that is open, or that resumes a TLS session, is not checked again. To rotate without
   * failed reads, keep both the old and the new CA in the file until the agent has its new
   * certificate.
   *
   * @param path the file; it need not exist yet
   */
  record CaFile(Path path) implements AgentTrust {

    /**
     * Creates the trust setting.
     *
     * @throws NullPointerException if {@code path} is null
     */
    public CaFile {
      path = requireNonNull(path, "path").toAbsolutePath();
    }
  }

  /**
   * Public keys: the agent's certificate is trusted if and only if it contains one of them. Its
   * issuer, names and age do not matter.
   *
   * @param sha256 SHA-256 digests of the SubjectPublicKeyInfo in base64, as {@code
   *     DatadogScalers.verify} prints them; the prefix {@code sha256/} is allowed
   */
  record PinnedKeys(Set<String> sha256) implements AgentTrust {

    /**
     * Creates the trust setting.
     *
     * @throws NullPointerException if a pin is null
     * @throws IllegalArgumentException if no pin is given, or one is not a SHA-256 digest
     */
    public PinnedKeys {
      sha256 =
          requireNonNull(sha256, "sha256").stream()
              .map(PinnedKeys::digest)
              .collect(Collectors.toUnmodifiableSet());
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
          "sha256: " + pin + " is not accepted; accepted: a SHA-256 digest, 32 bytes in base64",
          cause);
    }
  }

  /**
   * Any certificate, like KEDA's {@code unsafeSsl}: the agent's identity is not verified. Logs a
   * warning for each endpoint.
   */
  record Unsafe() implements AgentTrust {}

  /**
   * Trusts the runtime's CAs.
   *
   * @return the trust setting
   */
  static AgentTrust system() {
    return new SystemTrust();
  }

  /**
   * Trusts CA certificates in PEM.
   *
   * @param pem one or more certificates
   * @return the trust setting
   * @throws IllegalArgumentException if {@code pem} contains no certificate
   */
  static AgentTrust ca(String pem) {
    return new Ca(pem);
  }

  /**
   * Trusts CA certificates in a PEM file, which may rotate.
   *
   * @param path the file
   * @return the trust setting
   */
  static AgentTrust caFile(Path path) {
    return new CaFile(path);
  }

  /**
   * Trusts certificates with one of these public keys.
   *
   * @param sha256 digests of the SubjectPublicKeyInfo in base64
   * @return the trust setting
   * @throws IllegalArgumentException if no pin is given, or one is not a SHA-256 digest
   */
  static AgentTrust pinned(String... sha256) {
    return new PinnedKeys(
        Arrays.stream(requireNonNull(sha256, "sha256")).collect(Collectors.toSet()));
  }

  /**
   * Trusts anything.
   *
   * @return the trust setting
   */
  static AgentTrust unsafe() {
    return new Unsafe();
  }
}
