package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // What a caller without null checks may do.
class AgentTrustTest {

  private static String base64(int bytes) {
    return Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  static Stream<Arguments> nulls() {
    return Stream.of(
        Arguments.of("pem", (ThrowingCallable) () -> AgentTrust.ca(null)),
        Arguments.of("path", (ThrowingCallable) () -> AgentTrust.caFile((Path) null)),
        Arguments.of("sha256", (ThrowingCallable) () -> AgentTrust.pinned((String[]) null)),
        Arguments.of("sha256", (ThrowingCallable) () -> AgentTrust.pinned(base64(32), null)));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void namesWhatIsNull(String parameter, ThrowingCallable choice) {
    assertThatNullPointerException().isThrownBy(choice).withMessage(parameter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256/", "AA==", "not base64", "sha1/AAAA"})
  void refusesAPinThatIsNotADigest(String pin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentTrust.pinned(base64(32), pin))
        .withMessage("sha256: must be a SHA-256 digest, 32 bytes in base64, got " + pin);
  }

  @Test
  void refusesAnEmptyListOfPins() {
    assertThatIllegalArgumentException()
        .isThrownBy(AgentTrust::pinned)
        .withMessage("sha256: at least one pin is required");
  }

  @Test
  void acceptsAPinWithOrWithoutItsPrefix() {
    assertThat(AgentTrust.pinned("sha256/" + base64(32), base64(32)))
        .isEqualTo(AgentTrust.pinned(base64(32)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no PEM", "-----BEGIN CERTIFICATE-----"})
  void refusesTextWithoutACertificate(String pem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentTrust.ca(pem))
        .withMessageContaining("certificate");
  }
}
