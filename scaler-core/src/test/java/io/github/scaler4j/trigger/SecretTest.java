package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void trimsWhatKedaTrims() {
    assertThat(Secret.of("\u00a0\u0085 k e y\u3000\r\n").trimmed()).isEqualTo(Secret.of("k e y"));
    assertThat(Secret.of("\u200bkey\ufeff").trimmed()).isEqualTo(Secret.of("\u200bkey\ufeff"));
    Secret clean = Secret.of("key");
    assertThat(clean.trimmed()).isSameAs(clean);
  }

  @Test
  void printsAsterisks() {
    assertThat(Secret.of("key")).hasToString("***").isNotEqualTo(Secret.of("kez"));
  }
}
