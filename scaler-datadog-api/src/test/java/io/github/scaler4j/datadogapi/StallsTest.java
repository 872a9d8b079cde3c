package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.datadogapi.Fleet.Member;
import io.github.scaler4j.fixtures.DatadogAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A request that stalls delays only its own readers, in virtual time. */
class StallsTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(3);

  private final VirtualDatadog datadog = new VirtualDatadog();
  private final Fleet fleet = new Fleet(datadog);

  StallsTest() {
    datadog.account().limit(100_000);
  }

  private void stallAll() {
    datadog.trouble((queries, answer) -> VirtualDatadog.SILENCE);
  }

  private void healAll() {
    datadog.trouble((queries, answer) -> answer);
  }

  @Nested
  class ALongReader {

    @Test
    void keepsShortReadersSupplied() {
      Member patient = fleet.add("avg:stalls{*}", LONG);
      List<Member> hasty = fleet.addHealthy(20);
      fleet.poll(Duration.ofMinutes(2));
      hasty.forEach(Member::forget);
      datadog.trouble("avg:stalls{*}", VirtualDatadog.SILENCE);
      fleet.poll(Duration.ofMinutes(10));
      System.out.printf(
          "short readers beside a long one that stalls: %d of %d fresh, worst age %.0f s; long: %d"
              + " of %d failed%n",
          Fleet.fresh(hasty),
          Fleet.reads(hasty),
          Fleet.worstAge(hasty),
          patient.failed,
          patient.reads);
      assertThat(Fleet.fresh(hasty)).isEqualTo(Fleet.reads(hasty));
    }

    @Test
    void freesItsPlaceOnceItHasLeft() {
      List<CompletableFuture<ScalerReading>> reads = new ArrayList<>();
      stallAll();
      for (int i = 0; i < 10; i++) {
        reads.add(fleet.add("avg:s" + i + "{*},avg:x" + i + "{'}", LONG).read());
        datadog.time.advance(Duration.ofSeconds(1));
      }
      healAll();
      assertThat(datadog.underWay()).as("all places are taken").isEqualTo(10);
      Member held = fleet.add("avg:healthy{*}");
      held.poll();
      datadog.time.advance(Duration.ofSeconds(4));
      assertThat(held.fault()).contains("10 requests of this account are in flight");
      reads.forEach(read -> read.cancel(false));
      assertThat(datadog.cancelled()).isEqualTo(10);
      assertThat(datadog.underWay()).isLessThanOrEqualTo(1);
      held.poll();
      datadog.time.advance(Duration.ofSeconds(1));
      assertThat(held.fresh).isEqualTo(1);
    }
  }

  @Nested
  class TheFirstRequestOfAnAccount {

    @Test
    void affectsNoOtherTrigger() {
      stallAll();
      Member first = fleet.add("avg:first{*}", LONG);
      first.poll();
      datadog.time.advance(Duration.ofMillis(20));
      healAll();
      List<Member> others = fleet.addHealthy(40);
      others.forEach(Member::poll);
      datadog.time.advance(SHORT);
      System.out.printf(
          "the first request stalls: %d of 40 others have a value within %.1f s%n",
          Fleet.fresh(others), Fleet.lastFirstValue(others));
      assertThat(Fleet.fresh(others)).isEqualTo(40);
    }

    @Test
    void isReportedToAReaderThatIsHeldBack() {
      stallAll();
      fleet.add("avg:first{*}", LONG).poll();
      datadog.time.advance(Duration.ofMillis(20));
      Member held = fleet.add("avg:other{*}", Duration.ofMillis(300));
      held.poll();
      datadog.time.advance(Duration.ofMillis(400));
      assertThat(held.fault()).contains("until the first answer reports the rate limit");
    }
  }

  @Nested
  class AHeldBackReader {

    @Test
    void reportsAStallOnceItsRequestHasLeft() {
      stallAll();
      fleet.add("avg:first{*}", LONG).poll();
      datadog.time.advance(Duration.ofMillis(20));
      Member held = fleet.add("avg:other{*}", SHORT);
      held.poll();
      datadog.time.advance(SHORT);
      assertThat(datadog.underWay()).isEqualTo(2);
      assertThat(held.fault()).contains("no answer within " + SHORT.toMillis() + " ms");
    }

    @Test
    void reportsA429ThatCameMeanwhile() {
      datadog.account().limit(1);
      datadog.account().spend(1);
      datadog.time.advance(Duration.ofMillis(20));
      fleet.add("avg:first{*}", LONG).poll();
      datadog.time.advance(Duration.ofMillis(20));
      Member held = fleet.add("avg:other{*}", SHORT);
      held.poll();
      datadog.time.advance(SHORT);
      assertThat(held.fault()).contains("held back after a 429");
    }

    @Test
    void reportsTheFaultThatWillBeRetried() {
      DatadogAnswer unavailable = DatadogAnswer.error(503, "Unavailable");
      datadog.trouble((queries, answer) -> unavailable);
      Member patient = fleet.add("avg:first{*}", SHORT);
      patient.poll();
      Member held = fleet.add("avg:other{*}", Duration.ofMillis(120));
      held.poll();
      datadog.time.advance(Duration.ofMillis(130));
      assertThat(held.fault()).contains("503");
    }
  }

  @Nested
  class ARequestThatNobodyWaitsFor {

    @Test
    void ends() {
      stallAll();
      Member one = fleet.add("avg:one{*}", LONG);
      Member two = fleet.add("avg:two{*}", LONG);
      CompletableFuture<ScalerReading> first = one.read();
      CompletableFuture<ScalerReading> second = two.read();
      CompletableFuture<ScalerReading> joined = two.read();
      datadog.time.advance(Duration.ofSeconds(1));
      assertThat(datadog.underWay()).isEqualTo(1);
      first.cancel(false);
      second.cancel(false);
      assertThat(datadog.underWay()).as("somebody waits").isEqualTo(1);
      joined.cancel(false);
      assertThat(datadog.underWay()).isZero();
      assertThat(datadog.cancelled()).isEqualTo(1);
    }

    @Test
    void endsBeforeAReaderComesBack() {
      stallAll();
      Member one = fleet.add("avg:one{*}", LONG);
      CompletableFuture<ScalerReading> first = one.read();
      datadog.time.advance(Duration.ofSeconds(1));
      first.cancel(false);
      healAll();
      CompletableFuture<ScalerReading> back = one.read();
      datadog.time.advance(Duration.ofSeconds(2));
      assertThat(back).isCompleted();
      assertThat(datadog.requests()).isEqualTo(2);
    }

    @Test
    void countsAgainstItsQueriesOnceItHasLasted() {
      // Callers with their own time limit, shorter than the trigger's timeout.
      Member slow = fleet.add("avg:slow{*}", LONG);
      List<Member> healthy = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        healthy.add(fleet.add("avg:h" + i + "{*}", LONG));
      }
      datadog.trouble("avg:slow{*}", VirtualDatadog.SILENCE);
      for (int round = 0; round < 20; round++) {
        List<CompletableFuture<ScalerReading>> reads = new ArrayList<>();
        fleet.members.forEach(member -> reads.add(member.read()));
        datadog.time.advance(Duration.ofSeconds(5));
        reads.forEach(read -> read.cancel(false));
        datadog.time.advance(Duration.ofSeconds(25));
        if (round == 9) {
          healthy.forEach(Member::forget);
        }
      }
      System.out.printf(
          "callers that leave after 5 s: %d of %d healthy fresh%n",
          Fleet.fresh(healthy), Fleet.reads(healthy));
      assertThat(slow.fresh).isZero();
      assertThat(Fleet.fresh(healthy)).isEqualTo(Fleet.reads(healthy));
    }
  }

  @Nested
  class AHastyReader {

    @Test
    void getsTheAnswerAtItsNextRead() {
      datadog.trouble((queries, answer) -> answer.after(Duration.ofMillis(900)));
      Member hasty = fleet.add("avg:one{*}", Duration.ofMillis(300));
      hasty.poll();
      datadog.time.advance(Duration.ofSeconds(2));
      assertThat(hasty.failed).isEqualTo(1);
      hasty.poll();
      assertThat(hasty.fresh).isEqualTo(1);
    }
  }
}
