package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogCalls;
import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Readers whose queries are idle for so long while they wait that they are forgotten, and whose
 * merged answer then lacks one of them.
 */
class ForgottenReadersTest {

  private static final int MEMBERS = 4;
  private static final Duration POLL = Duration.ofSeconds(20);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration LATENCY = IDLE.plusSeconds(10);
  private static final Duration TIMEOUT = LATENCY.multipliedBy(3);

  private final ManualTime time = TestSource.newTime();
  private final DatadogApi api = DatadogApi.create(time);
  private final List<DatadogTrigger> triggers = new ArrayList<>();
  private final DatadogApiSource source =
      DatadogApiSource.create(
          SourceContext.builder(time, time, Runnable::run).build(),
          DatadogApiOptions.builder().merging(true).idleAfter(IDLE).build(),
          DatadogCalls.to(api, time));
  private List<CompletableFuture<MetricAnswer>> reads = List.of();

  ForgottenReadersTest() {
    for (int i = 0; i < MEMBERS; i++) {
      int member = i;
      api.source("load", at -> member + at.getEpochSecond() % 7, "service:s" + i, "env:prod");
      triggers.add(
          DatadogTrigger.parse(
              ExampleTriggers.api("avg:load{service:s" + i + ",env:prod}").build()));
    }
  }

  private List<CompletableFuture<MetricAnswer>> readAll() {
    List<CompletableFuture<MetricAnswer>> all = new ArrayList<>();
    for (DatadogTrigger trigger : triggers) {
      all.add(source.fetch(trigger, Deadline.in(TIMEOUT, time)));
    }
    return all;
  }

  @BeforeEach
  void forgetWhileAMergedRequestIsUnderWay() {
    for (int poll = 0; poll < 30; poll++) {
      var unused = readAll();
      time.advance(POLL);
    }
    assertThat(source.statistics().merging().proven()).isEqualTo(MEMBERS);
    api.mostGroups(MEMBERS - 1).latency(LATENCY);
    reads = readAll();
    time.advance(LATENCY.minusSeconds(1));
    assertThat(source.statistics().forgottenQueries()).isEqualTo(MEMBERS);
    assertThat(reads).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void areAnsweredByTheQueryItself() {
    api.latency(Duration.ZERO);
    time.advance(Duration.ofSeconds(2));
    assertThat(reads)
        .allSatisfy(
            read ->
                assertThat(read)
                    .isCompletedWithValueMatching(answer -> answer.outcome() instanceof Sample));
    assertThat(source.statistics().liveQueries()).isZero();
  }

  @Test
  void areFailedWhenTheSourceIsClosed() {
    time.advance(Duration.ofSeconds(2));
    assertThat(reads).anyMatch(CompletableFuture::isDone).anyMatch(read -> !read.isDone());
    source.close();
    assertThat(reads).allMatch(CompletableFuture::isDone);
    assertThat(reads)
        .filteredOn(CompletableFuture::isCompletedExceptionally)
        .isNotEmpty()
        .allSatisfy(
            read ->
                assertThat(read)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(TransportException.class)
                    .withMessageContaining("closed"));
  }
}
