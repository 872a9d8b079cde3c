package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogCalls;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A value near its boundary is requested again where another one's request has room. */
class NearValuesTest {

  private final ManualTime time = TestSource.newTime();
  private final DatadogApi api = DatadogApi.create(time);
  private final DatadogApiSource source =
      DatadogApiSource.create(
          SourceContext.builder(time, time, Runnable::run).build(),
          DatadogApiOptions.builder().freshFor(Duration.ofSeconds(20)).build(),
          DatadogCalls.to(api, time));
  private final DatadogTrigger near = trigger("near");
  private final DatadogTrigger far = trigger("far");
  private final DatadogTrigger other = trigger("other");

  NearValuesTest() {
    api.account().limit(100_000);
    api.otherSeries(query -> List.of(DatadogSeries.constant(1)));
  }

  @AfterEach
  void close() {
    source.close();
  }

  private static DatadogTrigger trigger(String name) {
    return DatadogTrigger.parse(ExampleTriggers.api("avg:load{service:" + name + "}").build());
  }

  private MetricAnswer read(DatadogTrigger trigger) {
    var answer = source.fetch(trigger, Deadline.in(Duration.ofSeconds(3), time));
    time.advance(Duration.ofMillis(20));
    return answer.join();
  }

  private void tell(MetricAnswer answer, double margin) {
    answer.marginListener().orElseThrow().accept(margin);
  }

  @Test
  void areAddedToTheNextRequest() {
    tell(read(near), 0.05);
    tell(read(far), 0.9);
    time.advance(Duration.ofSeconds(6));
    read(other);
    assertThat(read(near).age()).isLessThan(Duration.ofSeconds(1));
    assertThat(read(far).age()).isGreaterThan(Duration.ofSeconds(5));
    assertThat(api.traffic().requests()).as("one for each first value").isEqualTo(3);
  }

  @Test
  void areCheckedAgainByTheirReaders() {
    tell(read(near), 0.05);
    MetricAnswer again = read(near);
    assertThat(left(again)).isLessThanOrEqualTo(Duration.ofSeconds(5));
    tell(read(far), 0.9);
    assertThat(left(read(far))).isGreaterThan(Duration.ofSeconds(19));
  }

  private Duration left(MetricAnswer answer) {
    return Duration.ofNanos(answer.freshUntilNanos() - time.nanoTime());
  }

  @Test
  void needNoAdditionalRequest() {
    tell(read(near), 0);
    time.advance(Duration.ofSeconds(19));
    read(near);
    assertThat(api.traffic().requests()).isEqualTo(1);
  }
}
