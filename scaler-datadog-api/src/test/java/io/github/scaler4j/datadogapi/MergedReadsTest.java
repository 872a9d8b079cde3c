package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogCalls;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.fixtures.GroupOddity;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MergingDifferenceEvent;
import io.github.scaler4j.source.MergingStatistics;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A family of queries, read for an hour from an embedded Datadog that knows tags. */
class MergedReadsTest {

  private static final int MEMBERS = 12;
  private static final long GRID = 10;

  private final ManualTime time = TestSource.newTime();
  private final DatadogApi api = DatadogApi.create(time);
  private final List<MergingDifferenceEvent> differences = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<DatadogTrigger> triggers = new ArrayList<>();
  private final DatadogApiSource source = source(true);

  MergedReadsTest() {
    api.account().limit(1_600);
    for (int i = 0; i < MEMBERS; i++) {
      int member = i;
      api.source("load", at -> value(member, at), "service:s" + i, "env:prod");
      triggers.add(
          DatadogTrigger.parse(
              ExampleTriggers.api("avg:load{service:s" + i + ",env:prod}").build()));
    }
  }

  private DatadogApiSource source(boolean merging) {
    SourceListener listener =
        new SourceListener() {
          @Override
          public void onMergingDifference(MergingDifferenceEvent event) {
            differences.add(event);
          }
        };
    return DatadogApiSource.create(
        SourceContext.builder(time, time, Runnable::run).listener(listener).build(),
        DatadogApiOptions.builder().merging(merging).openGroupsFrom(MEMBERS).build(),
        DatadogCalls.to(api, time));
  }

  @AfterEach
  void close() {
    source.close();
  }

  private double value(int member, Instant at) {
    long slot = at.getEpochSecond() / GRID;
    long mixed = ((member * 31L + slot) * 0x9E3779B97F4A7C15L) >>> 40;
    return mixed % 7 == 0 ? Double.NaN : mixed % 1000;
  }

  private double truth(int member) {
    long at = Math.floorDiv(time.now().getEpochSecond() - 1, GRID) * GRID;
    while (Double.isNaN(value(member, Instant.ofEpochSecond(at)))) {
      at -= GRID;
    }
    return value(member, Instant.ofEpochSecond(at));
  }

  /** Reads all every 20 s, and compares each value with what a single query gives. */
  private MergingStatistics readFor(Duration length) {
    for (long rest = length.toSeconds(); rest > 0; rest -= 20) {
      for (int i = 0; i < MEMBERS; i++) {
        int member = i;
        double now = truth(member);
        var unused =
            source
                .fetch(triggers.get(i), Deadline.in(Duration.ofSeconds(10), time))
                .whenComplete(
                    (answer, fault) -> {
                      if (fault != null || ((Sample) answer.outcome()).value() != now) {
                        wrong.add(member + " is " + now + ", not " + answer + " " + fault);
                      }
                    });
      }
      time.advance(Duration.ofSeconds(20));
    }
    assertThat(wrong).isEmpty();
    return source.statistics().merging();
  }

  @Test
  void mergesAFamily() {
    MergingStatistics merging = readFor(Duration.ofHours(1));
    assertThat(merging.proven()).isEqualTo(MEMBERS);
    assertThat(merging.mergedAnswers()).isGreaterThan(1_000);
    assertThat(merging.differences()).isEmpty();
    assertThat(differences).isEmpty();
    assertThat(source.statistics().queries()).isLessThan(180 * MEMBERS / 2);
  }

  @ParameterizedTest
  @EnumSource
  void givesTheSingleQuerysValueWhateverIsOdd(GroupOddity oddity) {
    api.oddities(oddity);
    var unused = readFor(Duration.ofHours(1));
  }

  @ParameterizedTest
  @EnumSource
  void givesTheSingleQuerysValueIfAnOddityBeginsLater(GroupOddity oddity) {
    assertThat(readFor(Duration.ofMinutes(15)).proven()).isEqualTo(MEMBERS);
    api.oddities(oddity);
    var unused = readFor(Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 422, 500, 503})
  void asksEachByItselfIfGroupsAreRefused(int status) {
    api.refuseGroups(status, "Error parsing query: groups are not possible");
    MergingStatistics merging = readFor(Duration.ofHours(1));
    assertThat(merging.proven()).isZero();
    assertThat(api.account().traffic().requests()).isLessThan(180 + 20);
  }

  @Test
  void mergesNothingWhereSingleSeriesCarryTags() {
    for (int i = 0; i < MEMBERS; i++) {
      int member = i;
      api.series(
          "avg:load{service:s" + i + ",env:prod}",
          DatadogSeries.function(at -> value(member, at)).tagged("service:s" + i));
    }
    assertThat(readFor(Duration.ofHours(1)).proven()).isZero();
  }

  @Test
  void noticesSeriesWithSeveralValues() {
    assertThat(readFor(Duration.ofMinutes(15)).proven()).isEqualTo(MEMBERS);
    api.source("load", at -> Double.NaN, "service:s1", "service:s2", "env:prod");
    var unused = readFor(Duration.ofHours(1));
  }
}
