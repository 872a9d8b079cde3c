package io.github.scaler4j.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.benchmarks.ReadSchedule;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs each mode once with few triggers, and checks the counts, not the speed. */
@TestInstance(Lifecycle.PER_CLASS)
class LoadRunTest {

  private static final int SCALERS = 10;

  private Upstream upstream;

  @BeforeAll
  void start() {
    upstream = new Upstream();
  }

  @AfterAll
  void stop() {
    upstream.close();
  }

  private static Load load(ReadMode mode, int limit) {
    return new Load(
        mode,
        SCALERS,
        60,
        ReadSchedule.POLL,
        Duration.ofMinutes(1),
        limit,
        Duration.ofMinutes(1),
        Duration.ZERO);
  }

  @ParameterizedTest
  @EnumSource
  void countsEachRead(ReadMode mode) throws InterruptedException {
    Outcome outcome = LoadRun.run(load(mode, 1_600), upstream, part -> {}, mode == ReadMode.API);
    // A minute has two polls and four HorizontalPodAutoscaler syncs.
    assertThat(outcome.values() + outcome.failedReads() + outcome.skippedReads())
        .isEqualTo(6L * SCALERS);
    assertThat(outcome.values()).isPositive();
    assertThat(outcome.ageSeconds().count()).isEqualTo(outcome.values());
    assertThat(outcome.ageSeconds().worst()).isPositive();
    assertThat(outcome.cpuSecondsPerHour()).isPositive();
    // On a busy machine they may all come before or after the measured minute.
    assertThat(upstream.counts().requests()).isPositive();
    assertThat(upstream.counts().agentRequests() > 0).isEqualTo(mode == ReadMode.CLUSTER_AGENT);
  }

  @Test
  void asksTwiceWhereDatadogRefuses() throws InterruptedException {
    Outcome outcome = LoadRun.run(load(ReadMode.NAIVE, 1), upstream, part -> {}, false);
    assertThat(outcome.failedReads()).isPositive();
    assertThat(upstream.counts().refused()).isPositive();
    assertThat(upstream.counts().requests())
        .isGreaterThan(outcome.values() + outcome.failedReads());
  }

  @Test
  void reportsItsProgress() throws InterruptedException {
    double[] last = {-1};
    var unused =
        LoadRun.run(
            load(ReadMode.API, 1_600),
            upstream,
            part -> {
              assertThat(part).isGreaterThanOrEqualTo(last[0]);
              last[0] = part;
            },
            false);
    assertThat(last[0]).isBetween(0.0, 1.0);
  }
}
