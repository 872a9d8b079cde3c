package io.github.scaler4j.engine;

import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Recognizes certificates that are not trusted, as opposed to transient faults. */
public final class UntrustedCertificate {

  private UntrustedCertificate() {}

  /**
   * Returns whether a fault comes from a certificate that is not trusted or names another host.
   *
   * @param fault an exception with its causes
   * @return true if the same request would fail until somebody changes the trust
   */
  public static boolean isCauseOf(Throwable fault) {
    for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }
}
