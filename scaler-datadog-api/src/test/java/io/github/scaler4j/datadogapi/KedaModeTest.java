package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.text;
import static io.github.scaler4j.datadogapi.TestSource.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.NoData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KedaModeTest {

  private final TestSource lane =
      new TestSource(
          DatadogApiOptions.builder()
              .freshFor(Duration.ZERO)
              .staleFor(Duration.ZERO)
              .retries(0)
              .batching(false)
              .build());

  @Test
  void sendsARequestPerReadAtOnce() {
    for (int i = 1; i <= 5; i++) {
      CompletableFuture<MetricAnswer> read = lane.read(1);
      assertThat(lane.datadog.asked()).containsExactly(List.of(text(1)));
      lane.datadog.call().answer();
      assertThat(value(read)).isEqualTo(1);
      assertThat(lane.datadog.requests()).isEqualTo(i);
    }
  }

  @Test
  void sendsEachQueryAlone() {
    lane.prime(0, 1);
    lane.time.advance(Duration.ofMinutes(1));
    lane.wantAll(1, 3);
    assertThat(lane.datadog.asked()).containsExactly(List.of(text(1)), List.of(text(2)));
  }

  @Test
  void sharesARequestUnderWay() {
    CompletableFuture<MetricAnswer> first = lane.read(1);
    CompletableFuture<MetricAnswer> second = lane.read(1);
    lane.datadog.call().answer();
    assertThat(value(first)).isEqualTo(1);
    assertThat(value(second)).isEqualTo(1);
    assertThat(lane.datadog.requests()).isEqualTo(1);
  }

  @Test
  void asksAnUnprocessableQueryAgain() {
    for (int i = 1; i <= 3; i++) {
      CompletableFuture<MetricAnswer> read = lane.read(1);
      lane.datadog.call().answer(422, "");
      assertThat(read.join().outcome()).isInstanceOf(NoData.class);
      assertThat(lane.datadog.requests()).isEqualTo(i);
    }
  }
}
