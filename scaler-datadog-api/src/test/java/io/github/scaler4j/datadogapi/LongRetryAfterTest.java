package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.fault;
import static io.github.scaler4j.datadogapi.TestSource.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.source.MetricAnswer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A 429 of a gateway that asks for a pause of a month. */
class LongRetryAfterTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration BOUND = Duration.ofMinutes(5);
  private static final String[] MONTH = {"Retry-After", "2592000"};

  private final TestSource lane =
      new TestSource(DatadogApiOptions.builder().batching(false).linger(Duration.ZERO).build());

  LongRetryAfterTest() {
    // Answers without headers: no limit is known, so nothing else holds requests back.
    CompletableFuture<MetricAnswer> first = lane.read(0);
    lane.datadog.call().answer();
    assertThat(value(first)).isZero();
    lane.want(1);
    lane.datadog.call().answer(429, "", MONTH);
  }

  @Test
  void stopsRequestsForFiveMinutes() {
    CompletableFuture<MetricAnswer> read = lane.read(2);
    lane.time.advance(BOUND.minus(SECOND));
    assertThat(fault(read))
        .isInstanceOf(RateLimitedException.class)
        .hasMessageContaining("the next request is sent within 298 s");
    lane.wantAll(1, 5);
    assertThat(lane.datadog.pending()).isEmpty();
    lane.time.advance(SECOND);
    assertThat(lane.datadog.pending()).as("one request tries").hasSize(1);
    lane.datadog.call().answer();
    assertThat(lane.datadog.pending()).as("all others follow").hasSize(3);
  }

  @Test
  void stopsThemAgainIfTheTrialIsRefused() {
    lane.time.advance(BOUND);
    List<CompletableFuture<MetricAnswer>> reads = lane.readAll(1, 5);
    lane.datadog.call().answer(429, "", MONTH);
    lane.time.advance(BOUND.minus(SECOND));
    assertThat(reads).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(lane.datadog.pending()).isEmpty();
    lane.time.advance(SECOND);
    assertThat(lane.datadog.pending()).hasSize(1);
  }

  @Test
  void letsOneRequestASecondTryUntilOneIsAnswered() {
    lane.time.advance(BOUND);
    lane.wantAll(1, 5);
    assertThat(lane.datadog.pending()).hasSize(1);
    lane.time.advance(SECOND);
    assertThat(lane.datadog.pending()).hasSize(2);
    lane.datadog.pending().get(0).answer(503, "");
    assertThat(lane.datadog.pending()).hasSize(3);
  }
}
