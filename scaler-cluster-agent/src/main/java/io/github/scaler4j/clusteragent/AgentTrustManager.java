package io.github.scaler4j.clusteragent;

import io.github.scaler4j.source.TimeSource;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks an agent's certificates by the rules of an {@link AgentTrust}.
 *
 * <p>An extended trust manager, because the runtime wraps any other kind and adds its own rules.
 */
final class AgentTrustManager extends X509ExtendedTrustManager {

  /** Refuses a chain by throwing. */
  @FunctionalInterface
  private interface Rule {
    void check(X509Certificate[] chain, String authType) throws CertificateException;
  }

  private final Rule rule;
  private final ChainObserver observer;

  private AgentTrustManager(Rule rule, ChainObserver observer) {
    this.rule = rule;
    this.observer = observer;
  }

  /**
   * @param observer receives each chain before it is checked
   * @throws IllegalArgumentException if the trust's certificates can't be read
   */
  static AgentTrustManager of(AgentTrust trust, TimeSource time, ChainObserver observer) {
    return new AgentTrustManager(rule(trust.kind(), time), observer);
  }

  private static Rule rule(AgentTrust.Kind trust, TimeSource time) {
    if (trust instanceof AgentTrust.Ca ca) {
      return authorities(PemCertificates.parse(ca.pem()))::checkServerTrusted;
    }
    if (trust instanceof AgentTrust.CaFile ca) {
      return rotating(ca, time);
    }
    if (trust instanceof AgentTrust.PinnedKeys pins) {
      return (chain, authType) -> checkPin(chain, pins.sha256());
    }
    if (trust instanceof AgentTrust.Unsafe) {
      return (chain, authType) -> {};
    }
    return authorities(null)::checkServerTrusted;
  }

  private static Rule rotating(AgentTrust.CaFile ca, TimeSource time) {
    WatchedFile<X509TrustManager> file =
        new WatchedFile<>(
            ca.path(),
            time,
            pem -> {
              try {
                return authorities(PemCertificates.parse(new String(pem, StandardCharsets.UTF_8)));
              } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
              }
            });
    return (chain, authType) -> {
      X509TrustManager current;
      try {
        current = file.get();
      } catch (IOException e) {
        throw new CertificateException("CA file " + ca.path() + " can't be read: " + e, e);
      }
      current.checkServerTrusted(chain, authType);
    };
  }

  private static X509TrustManager authorities(@Nullable List<X509Certificate> certificates) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(certificates == null ? null : keyStore(certificates));
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return x509;
        }
      }
      throw new IllegalStateException("the runtime has no X.509 trust manager");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the runtime can't check certificates: " + e, e);
    }
  }

  private static KeyStore keyStore(List<X509Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("ca-" + i, certificates.get(i));
    }
    return store;
  }

  private static void checkPin(X509Certificate[] chain, Set<String> pins)
      throws CertificateException {
    String pin = pin(chain[0]);
    if (!pins.contains(pin)) {
      throw new CertificateException(
          "the public key sha256/" + pin + " is not among the " + pins.size() + " pinned keys");
    }
  }

  /** The digest of a certificate's public key, in base64. */
  static String pin(X509Certificate certificate) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(certificate.getPublicKey().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    rule.check(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    if (socket instanceof SSLSocket tls && tls.getHandshakeSession() != null) {
      observer.onChain(chain, tls.getHandshakeSession().getProtocol());
    }
    rule.check(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    rule.check(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("client certificates are not checked here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
