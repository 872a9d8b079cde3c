package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.CapturedLog;
import io.github.scaler4j.source.TestTime;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TriggerWarningLogTest {

  private final TestTime time = new TestTime();
  private final TriggerWarningLog log = new TriggerWarningLog(time);

  @Test
  void logsAWarningOnceAMinute() {
    assertThat(CapturedLog.of(() -> parseTimes(3, "a"))).containsOnlyOnce("age is only 59 s");

    time.advance(Duration.ofSeconds(59));
    assertThat(CapturedLog.of(() -> parseTimes(1, "a"))).isEmpty();
    time.advance(Duration.ofSeconds(2));
    assertThat(CapturedLog.of(() -> parseTimes(2, "a"))).containsOnlyOnce("age is only 59 s");
  }

  @Test
  void logsTheSameOfEachTrigger() {
    parseTimes(1, "a");

    assertThat(CapturedLog.of(() -> parseTimes(1, "b")))
        .contains("\"s0-datadog-avg-b\": age is only 59 s");
  }

  @Test
  void logsOneLine() {
    assertThat(CapturedLog.of(() -> parseTimes(1, "a\nb")).lines()).hasSize(1);
  }

  private void parseTimes(int times, String metric) {
    for (int i = 0; i < times; i++) {
      log.parse(
          TriggerMetadata.builder()
              .metadata("query", "avg:" + metric + "{*}")
              .metadata("queryValue", "2")
              .metadata("age", "59")
              .authParam("apiKey", "a")
              .authParam("appKey", "b")
              .build());
    }
  }
}
