package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemCertificatesTest {

  private final HeldCertificate first = new HeldCertificate.Builder().build();
  private final HeldCertificate second = new HeldCertificate.Builder().build();

  @Test
  void readsABundleWithTextAroundItsBlocks() {
    String bundle =
        "# the agent - a -- b\r\n"
            + first.certificatePem()
            + "\nSubject: CN=second\n"
            + second.certificatePem().strip()
            + "\nthe end";
    assertThat(PemCertificates.parse(bundle))
        .containsExactly(first.certificate(), second.certificate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret?",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0Pw==\n-----END PRIVATE KEY-----"
      })
  void namesWhatIsAcceptedWithoutACertificate(String pem) {
    assertThatThrownBy(() -> PemCertificates.parse(pem))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no certificate found; one or more PEM blocks (BEGIN CERTIFICATE) are accepted");
  }

  @Test
  void refusesABundleWithAnUnreadableBlock() {
    String broken = "-----BEGIN CERTIFICATE-----\nc2VjcmV0Pw==\n-----END CERTIFICATE-----\n";
    for (String pem :
        new String[] {first.certificatePem() + broken, first.certificatePem().substring(0, 200)}) {
      assertThatThrownBy(() -> PemCertificates.parse(pem))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("can't be read")
          .hasMessageNotContaining("secret?");
    }
  }
}
