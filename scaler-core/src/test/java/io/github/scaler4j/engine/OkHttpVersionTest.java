package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class OkHttpVersionTest {

  @Test
  void acceptsTheVersionOfTheBuild() {
    assertThatCode(OkHttpVersion::check).doesNotThrowAnyException();
  }

  @Test
  void namesAnOlderOneAndTheOneNeeded() {
    assertThatIllegalStateException()
        .isThrownBy(() -> OkHttpVersion.check("4.12.0", true))
        .withMessageContainingAll("OkHttp 4.12.0", "OkHttp 5.0.0", "okhttp-jvm-");
  }

  @Test
  void refusesAnOkioThatIsTooOld() {
    assertThatIllegalStateException()
        .isThrownBy(() -> OkHttpVersion.check("5.5.1", false))
        .withMessageContainingAll("OkHttp 5.5.1", "okio-jvm-");
  }
}
