package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.CapturedLog;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TriggerWarningLogTest {

  private final StoppedTime time = new StoppedTime();
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

  /** Time that stands still until it is moved. */
  private static final class StoppedTime implements TimeSource {
    private long nanos;

    void advance(Duration step) {
      nanos += step.toNanos();
    }

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(nanos);
    }
  }
}
