package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT1S, PT1S",
    "PT15S, PT10M, PT10M",
    "PT5M, PT10M, PT10M",
    "PT5M0.001S, PT10M, PT10M0.002S",
    "PT11M, PT10M, PT22M",
    "PT8760H, PT1S, PT17520H"
  })
  void keepsAValueForLongerThanItIsFresh(Duration freshFor, Duration idleAfter, Duration kept) {
    assertThat(new Freshness(freshFor, Duration.ZERO).keptFor(idleAfter)).isEqualTo(kept);
  }
}
