package io.github.scaler4j.engine;

import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Tells a certificate that is not trusted from faults that pass by themselves. */
public final class Distrust {

  private Distrust() {}

  /**
   * Tells whether a fault comes from a certificate that is not trusted, or names another host.
   *
   * @param fault an exception with its causes
   * @return whether the same request would fail again, until somebody changes the trust
   */
  public static boolean isBehind(Throwable fault) {
    for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }
}
