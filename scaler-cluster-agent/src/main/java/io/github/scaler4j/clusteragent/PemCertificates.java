package io.github.scaler4j.clusteragent;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/** Reads X.509 certificates from PEM; text between the blocks is skipped. */
final class PemCertificates {

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

  private PemCertificates() {}

  /**
   * @throws IllegalArgumentException if there is none, or one can't be read
   */
  static List<X509Certificate> parse(String pem) {
    if (!pem.contains(BEGIN)) {
      throw noneFound();
    }
    Collection<? extends Certificate> certificates;
    try {
      certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("a certificate can't be read: " + e, e);
    }
    if (certificates.isEmpty()) {
      throw noneFound();
    }
    return certificates.stream().map(X509Certificate.class::cast).toList();
  }

  private static IllegalArgumentException noneFound() {
    return new IllegalArgumentException(
        "no certificate found; one or more PEM blocks (BEGIN CERTIFICATE) are accepted");
  }
}
