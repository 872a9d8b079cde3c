package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitGateTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long HOUR = 3600 * SECOND;

  private final RateLimitGate gate = new RateLimitGate(0.9, () -> 0.5);

  @Test
  void oneRequestAtATimeUntilTheLimitIsKnown() {
    assertThat(gate.tryAcquire(0)).isZero();
    assertThat(gate.tryAcquire(0)).isPositive();
    gate.onAnswer(null, false, 0);
    assertThat(gate.tryAcquire(0)).as("the first one failed: still one at a time").isZero();
    assertThat(gate.tryAcquire(0)).isPositive();
  }

  @Test
  void noLimitAfterAnAnswerWithoutHeaders() {
    assertThat(gate.tryAcquire(0)).isZero();
    gate.onAnswer(null, true, 0);
    for (int i = 0; i < 1000; i++) {
      assertThat(gate.tryAcquire(0)).isZero();
    }
  }

  @Test
  void requestsAreSpreadEvenlyOverThePeriod() {
    know(limit(300, 300, HOUR));
    int first = countUntil(0, HOUR / 2, 300, HOUR);
    assertThat(first).isCloseTo(135, within(3));
  }

  @Test
  void theReserveIsLeftToTheRestOfTheOrganisation() {
    know(limit(300, 31, HOUR));
    assertThat(gate.tryAcquire(SECOND)).isZero();
    assertThat(gate.tryAcquire(100 * SECOND)).isEqualTo(HOUR - 100 * SECOND);
  }

  @Test
  void noWaitOutlivesAReset() {
    know(limit(300, 0, 7 * SECOND));
    long wait = gate.tryAcquire(0);
    assertThat(wait).isEqualTo(7 * SECOND);
    assertThat(gate.tryAcquire(7 * SECOND)).isZero();
  }

  @Test
  void closedUntilTheResetAfterA429() {
    know(limit(300, 300, HOUR));
    assertThat(gate.tryAcquire(SECOND)).isZero();
    gate.onTooManyRequests(limit(300, 0, 40 * SECOND), SECOND);
    assertThat(gate.tryAcquire(2 * SECOND)).isEqualTo(38 * SECOND);
    assertThat(gate.tryAcquire(40 * SECOND)).isZero();
  }

  @Test
  void whatItKnowsIsKeptUntilTheReset() {
    assertThat(gate.forgettable(0)).as("knows nothing").isTrue();
    know(limit(300, 300, HOUR));
    assertThat(gate.forgettable(HOUR - 1)).isFalse();
    assertThat(gate.forgettable(HOUR)).isTrue();
    gate.onTooManyRequests(null, HOUR);
    assertThat(gate.forgettable(HOUR)).as("closed").isFalse();
    assertThat(gate.forgettable(HOUR + SECOND)).as("open again").isTrue();
  }

  @Test
  void closedForATimeThatDoublesAfterA429WithoutHeaders() {
    assertThat(gate.tryAcquire(0)).isZero();
    gate.onTooManyRequests(null, 0);
    assertThat(gate.tryAcquire(0)).isEqualTo(SECOND);
    assertThat(gate.tryAcquire(SECOND)).isZero();
    gate.onTooManyRequests(null, SECOND);
    assertThat(gate.tryAcquire(SECOND)).isEqualTo(2 * SECOND);
  }

  @Test
  void anAnswerThatIsOvertakenChangesNothing() {
    know(limit(300, 100, HOUR));
    gate.onAnswer(limit(300, 30, HOUR), true, 0);
    gate.onAnswer(limit(300, 200, HOUR), true, 0);
    assertThat(gate.tryAcquire(0)).as("100 left of the older answer").isEqualTo(HOUR);
  }

  @Test
  void anAnswerOfAnEarlierPeriodChangesNothing() {
    know(limit(300, 250, 2 * HOUR));
    gate.onAnswer(limit(300, 0, 10 * SECOND), true, 0);
    assertThat(gate.tryAcquire(20 * SECOND)).isZero();
  }

  @Test
  void aLimitThatIsHalvedSlowsThePaceAtOnce() {
    know(limit(1600, 1600, HOUR));
    double before = gate.pacePerNano();
    gate.onAnswer(limit(800, 800, HOUR), true, 0);
    assertThat(gate.pacePerNano()).isCloseTo(before / 2, within(before / 1000));
  }

  @Test
  void slowerByWhatOthersSpend() {
    know(limit(1600, 1600, HOUR));
    double alone = gate.pacePerNano();
    int remaining = 1600;
    for (long now = 0; now < HOUR / 2; now += SECOND) {
      if (gate.tryAcquire(now) == 0) {
        remaining--;
        gate.onAnswer(limit(1600, remaining, HOUR), true, now);
      }
      remaining -= now % (5 * SECOND) == 0 ? 1 : 0;
    }
    double othersPerNano = 1.0 / (5 * SECOND);
    assertThat(gate.pacePerNano()).isCloseTo(alone - othersPerNano, within(alone / 5));
  }

  @Test
  void threeWhoShareABudgetGetEqualPartsOfIt() {
    RateLimitGate[] gates = new RateLimitGate[3];
    int[] sent = new int[3];
    for (int i = 0; i < 3; i++) {
      gates[i] = new RateLimitGate(0.9, () -> 0.5);
    }
    int remaining = 1600;
    int lastTenth = 0;
    for (long now = 0; now < HOUR; now += SECOND / 10) {
      for (int i = 0; i < 3; i++) {
        if (gates[i].tryAcquire(now) == 0) {
          assertThat(remaining).isPositive();
          remaining--;
          sent[i]++;
          lastTenth += now > HOUR * 9 / 10 ? 1 : 0;
          gates[i].onAnswer(limit(1600, remaining, HOUR), true, now);
        }
      }
    }
    assertThat(remaining).isGreaterThanOrEqualTo(160);
    assertThat(sent[0]).isCloseTo(477, within(15));
    assertThat(sent[1]).isCloseTo(477, within(15));
    assertThat(sent[2]).isCloseTo(477, within(15));
    assertThat(lastTenth).isBetween(130, 150);
  }

  @Test
  void aBudgetThatOthersSpendTooLastsEvenlyToTheReset() {
    know(limit(1600, 1600, HOUR));
    int[] tenths = new int[10];
    int remaining = 1600;
    for (long now = 0; now < HOUR; now += SECOND / 2) {
      remaining -= now % (9 * SECOND / 2) == 0 ? 1 : 0;
      if (gate.tryAcquire(now) == 0) {
        remaining--;
        tenths[(int) (now * 10 / HOUR)]++;
        gate.onAnswer(limit(1600, remaining, HOUR), true, now);
      }
    }
    assertThat(remaining).isBetween(160, 180);
    for (int tenth = 1; tenth < 10; tenth++) {
      assertThat(tenths[tenth]).as("tenth %d", tenth).isCloseTo(63, within(7));
    }
  }

  @Test
  void whoUsesLessThanItsPartLeavesTheRestToTheOther() {
    RateLimitGate busy = new RateLimitGate(0.9, () -> 0.5);
    RateLimitGate calm = new RateLimitGate(0.9, () -> 0.5);
    int remaining = 1600;
    int sent = 0;
    for (long now = 0; now < HOUR; now += SECOND / 10) {
      if (now % (20 * SECOND) == 0 && calm.tryAcquire(now) == 0) {
        remaining--;
        calm.onAnswer(limit(1600, remaining, HOUR), true, now);
      }
      if (busy.tryAcquire(now) == 0) {
        remaining--;
        sent++;
        busy.onAnswer(limit(1600, remaining, HOUR), true, now);
      }
    }
    assertThat(sent).as("of the 1440 without 180").isBetween(1180, 1260);
  }

  @Test
  void aPaceThatHasBecomeSlowGrowsAgainThoughOneHearsOnlyOnceAPeriod() {
    know(limit(1600, 1600, HOUR));
    for (long now = SECOND; now < 600 * SECOND; now += SECOND) {
      gate.onAnswer(limit(1600, 1600 - 2 * now / SECOND, HOUR), true, now);
    }
    double slow = gate.pacePerNano();
    for (int hour = 1; hour < 4; hour++) {
      long now = hour * HOUR + HOUR / 2;
      assertThat(gate.tryAcquire(now)).isZero();
      gate.onAnswer(limit(1600, 1500, (hour + 1) * HOUR), true, now);
    }
    assertThat(gate.pacePerNano()).isGreaterThan(10 * slow);
  }

  @Test
  void aSlowPaceDoesNotOutliveAReset() {
    RateLimitGate slow = new RateLimitGate(1, () -> 0.5);
    know(limit(3, 3, 10 * SECOND), slow);
    assertThat(slow.tryAcquire(0)).isZero();
    assertThat(slow.tryAcquire(SECOND)).as("a third of an hour, but").isEqualTo(9 * SECOND);
  }

  @Test
  void anAnswerThatWasUnderWayDoesNotOpenAClosedGate() {
    know(limit(300, 300, HOUR));
    assertThat(gate.tryAcquire(SECOND)).isZero();
    assertThat(gate.tryAcquire(15 * SECOND)).isZero();
    gate.onTooManyRequests(limit(300, 0, HOUR), 16 * SECOND);
    gate.onAnswer(limit(300, 1, HOUR), true, 17 * SECOND);
    assertThat(gate.tryAcquire(18 * SECOND)).isEqualTo(HOUR - 18 * SECOND);
  }

  @Test
  void requestsUnderWayCountAsSpent() {
    know(limit(300, 32, HOUR));
    assertThat(gate.tryAcquire(SECOND)).isZero();
    assertThat(gate.tryAcquire(100 * SECOND)).isZero();
    assertThat(gate.tryAcquire(200 * SECOND)).as("30 are left to others").isPositive();
    gate.onNoAnswer();
    assertThat(gate.tryAcquire(300 * SECOND)).as("one never got there").isZero();
  }

  @Test
  void aLimitThatRisesQuickensThePace() {
    know(limit(300, 300, HOUR));
    double before = gate.pacePerNano();
    gate.onAnswer(limit(600, 590, HOUR), true, SECOND);
    int sent = countUntil(SECOND, HOUR / 2, 590, 600, HOUR);
    assertThat(sent).isGreaterThan(220);
    assertThat(gate.pacePerNano()).isGreaterThan(1.9 * before);
  }

  @Test
  void aLimitThatIsHalvedWhenItsShareIsSpentWaitsForTheReset() {
    know(limit(1600, 880, HOUR));
    gate.onAnswer(limit(800, 80, HOUR), true, HOUR / 2);
    assertThat(gate.tryAcquire(HOUR / 2)).isEqualTo(HOUR / 2);
  }

  @Test
  void whatWasSavedUpWhileIdleIsNotSpentAtOnce() {
    know(limit(1600, 1600, HOUR));
    assertThat(gate.tryAcquire(0)).isZero();
    int burst = 0;
    while (gate.tryAcquire(HOUR / 2) == 0) {
      burst++;
    }
    assertThat(burst).as("ten seconds' worth").isBetween(1, 4);
  }

  @Test
  void aSearchForACulpritMayLeaveAheadOfThePaceWithinBounds() {
    know(limit(1600, 1600, HOUR));
    assertThat(gate.tryAcquire(0)).isZero();
    int ahead = 0;
    while (gate.tryAcquireAhead(0) == 0) {
      ahead++;
    }
    assertThat(ahead).as("a twentieth of the limit").isEqualTo(80);
    assertThat(gate.tryAcquireAhead(HOUR)).as("a new period").isZero();
  }

  @Test
  void aSearchForACulpritNeverTouchesTheReserveNorPassesAClosedGate() {
    know(limit(300, 30, HOUR));
    assertThat(gate.tryAcquireAhead(SECOND)).isEqualTo(HOUR - SECOND);
    RateLimitGate closed = new RateLimitGate(0.9, () -> 0.5);
    know(limit(300, 300, HOUR), closed);
    closed.onTooManyRequests(limit(300, 0, HOUR), SECOND);
    assertThat(closed.tryAcquireAhead(2 * SECOND)).isEqualTo(HOUR - 2 * SECOND);
  }

  @Test
  void onlyTheMonotonicTimeCountsAndItMayPassItsLargestNumber() {
    long begin = Long.MAX_VALUE - HOUR / 4;
    assertThat(gate.tryAcquire(begin)).isZero();
    gate.onAnswer(limit(300, 300, begin + HOUR), true, begin);
    int remaining = 300;
    int sent = 0;
    for (long t = 0; t < HOUR / 2; t += SECOND / 10) {
      if (gate.tryAcquire(begin + t) == 0) {
        sent++;
        remaining--;
        gate.onAnswer(limit(300, remaining, begin + HOUR), true, begin + t);
      }
    }
    assertThat(sent).isCloseTo(135, within(4));
  }

  private int countUntil(long from, long to, int limit, long reset) {
    return countUntil(from, to, limit, limit, reset);
  }

  private int countUntil(long from, long to, int left, int limit, long reset) {
    int remaining = left;
    int count = 0;
    for (long now = from; now < to; now += SECOND / 10) {
      if (gate.tryAcquire(now) == 0) {
        count++;
        remaining--;
        gate.onAnswer(limit(limit, remaining, reset), true, now);
      }
    }
    return count;
  }

  private void know(RateLimitSnapshot snapshot) {
    know(snapshot, gate);
  }

  private static void know(RateLimitSnapshot snapshot, RateLimitGate gate) {
    assertThat(gate.tryAcquire(0)).isZero();
    gate.onAnswer(snapshot, true, 0);
  }

  private static RateLimitSnapshot limit(long limit, long remaining, long resetAt) {
    return new RateLimitSnapshot(limit, HOUR, remaining, resetAt, "");
  }
}
