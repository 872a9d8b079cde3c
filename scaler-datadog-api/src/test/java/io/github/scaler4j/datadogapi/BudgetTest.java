package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.scaler4j.datadogapi.Budget.Purpose;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long HOUR = 3600 * SECOND;

  private final Ledger ledger = new Ledger(0.9, () -> 0.5);

  @Test
  void sendsOneAtATimeUntilTheLimitIsKnown() {
    assertThat(ledger.tryAcquire(0)).isZero();
    assertThat(ledger.tryAcquire(0)).isPositive();
    ledger.onAnswer(null, false, 0);
    assertThat(ledger.tryAcquire(0)).as("the first one failed: still one at a time").isZero();
    assertThat(ledger.tryAcquire(0)).isPositive();
  }

  @Test
  void isUnlimitedAfterAnAnswerWithoutHeaders() {
    assertThat(ledger.tryAcquire(0)).isZero();
    ledger.onAnswer(null, true, 0);
    for (int i = 0; i < 1000; i++) {
      assertThat(ledger.tryAcquire(0)).isZero();
    }
  }

  @Test
  void spreadsRequestsEvenly() {
    know(limit(300, 300, HOUR));
    int first = countUntil(0, HOUR / 2, 300, HOUR);
    assertThat(first).isCloseTo(135, within(3));
  }

  @Test
  void keepsTheReserve() {
    know(limit(300, 31, HOUR));
    assertThat(ledger.tryAcquire(SECOND)).isZero();
    assertThat(ledger.tryAcquire(100 * SECOND)).isEqualTo(HOUR - 100 * SECOND);
  }

  @Test
  void waitsNoLongerThanUntilTheReset() {
    know(limit(300, 0, 7 * SECOND));
    long wait = ledger.tryAcquire(0);
    assertThat(wait).isEqualTo(7 * SECOND);
    assertThat(ledger.tryAcquire(7 * SECOND)).isZero();
  }

  @Test
  void shutsUntilTheResetAfterA429() {
    know(limit(300, 300, HOUR));
    assertThat(ledger.tryAcquire(SECOND)).isZero();
    ledger.onTooManyRequests(limit(300, 0, 40 * SECOND), SECOND);
    assertThat(ledger.tryAcquire(2 * SECOND)).isEqualTo(38 * SECOND);
    assertThat(ledger.tryAcquire(40 * SECOND)).isZero();
  }

  @Test
  void isForgettableAfterTheReset() {
    assertThat(ledger.isForgettable(0)).as("knows nothing").isTrue();
    know(limit(300, 300, HOUR));
    assertThat(ledger.isForgettable(HOUR - 1)).isFalse();
    assertThat(ledger.isForgettable(HOUR)).isTrue();
    ledger.onTooManyRequests(null, HOUR);
    assertThat(ledger.isForgettable(HOUR)).as("closed").isFalse();
    assertThat(ledger.isForgettable(HOUR + SECOND)).as("open again").isTrue();
  }

  @Test
  void doublesThePauseAfterA429WithoutHeaders() {
    assertThat(ledger.tryAcquire(0)).isZero();
    ledger.onTooManyRequests(null, 0);
    assertThat(ledger.tryAcquire(0)).isEqualTo(SECOND);
    assertThat(ledger.tryAcquire(SECOND)).isZero();
    ledger.onTooManyRequests(null, SECOND);
    assertThat(ledger.tryAcquire(SECOND)).isEqualTo(2 * SECOND);
  }

  @Test
  void ignoresAnOvertakenAnswer() {
    know(limit(300, 100, HOUR));
    ledger.onAnswer(limit(300, 30, HOUR), true, 0);
    ledger.onAnswer(limit(300, 200, HOUR), true, 0);
    assertThat(ledger.tryAcquire(0)).as("100 left of the older answer").isEqualTo(HOUR);
  }

  @Test
  void ignoresAnAnswerOfAnEarlierPeriod() {
    know(limit(300, 250, 2 * HOUR));
    ledger.onAnswer(limit(300, 0, 10 * SECOND), true, 0);
    assertThat(ledger.tryAcquire(20 * SECOND)).isZero();
  }

  @Test
  void slowsAtOnceWhenTheLimitIsHalved() {
    know(limit(1600, 1600, HOUR));
    double before = ledger.pacePerNano();
    ledger.onAnswer(limit(800, 800, HOUR), true, 0);
    assertThat(ledger.pacePerNano()).isCloseTo(before / 2, within(before / 1000));
  }

  @Test
  void slowsByTheSpendingOfOthers() {
    know(limit(1600, 1600, HOUR));
    double alone = ledger.pacePerNano();
    int remaining = 1600;
    for (long now = 0; now < HOUR / 2; now += SECOND) {
      if (ledger.tryAcquire(now) == 0) {
        remaining--;
        ledger.onAnswer(limit(1600, remaining, HOUR), true, now);
      }
      remaining -= now % (5 * SECOND) == 0 ? 1 : 0;
    }
    double othersPerNano = 1.0 / (5 * SECOND);
    assertThat(ledger.pacePerNano()).isCloseTo(alone - othersPerNano, within(alone / 5));
  }

  @Test
  void sharesEquallyAmongThree() {
    Ledger[] ledgers = new Ledger[3];
    int[] sent = new int[3];
    for (int i = 0; i < 3; i++) {
      ledgers[i] = new Ledger(0.9, () -> 0.5);
    }
    int remaining = 1600;
    int lastTenth = 0;
    for (long now = 0; now < HOUR; now += SECOND / 10) {
      for (int i = 0; i < 3; i++) {
        if (ledgers[i].tryAcquire(now) == 0) {
          assertThat(remaining).isPositive();
          remaining--;
          sent[i]++;
          lastTenth += now > HOUR * 9 / 10 ? 1 : 0;
          ledgers[i].onAnswer(limit(1600, remaining, HOUR), true, now);
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
  void lastsToTheResetBesideOthers() {
    know(limit(1600, 1600, HOUR));
    int[] tenths = new int[10];
    int remaining = 1600;
    for (long now = 0; now < HOUR; now += SECOND / 2) {
      remaining -= now % (9 * SECOND / 2) == 0 ? 1 : 0;
      if (ledger.tryAcquire(now) == 0) {
        remaining--;
        tenths[(int) (now * 10 / HOUR)]++;
        ledger.onAnswer(limit(1600, remaining, HOUR), true, now);
      }
    }
    assertThat(remaining).isBetween(160, 180);
    for (int tenth = 1; tenth < 10; tenth++) {
      assertThat(tenths[tenth]).as("tenth %d", tenth).isCloseTo(63, within(7));
    }
  }

  @Test
  void leavesUnusedBudgetToOthers() {
    Ledger busy = new Ledger(0.9, () -> 0.5);
    Ledger calm = new Ledger(0.9, () -> 0.5);
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
  void growsAgainWithOneAnswerPerPeriod() {
    know(limit(1600, 1600, HOUR));
    for (long now = SECOND; now < 600 * SECOND; now += SECOND) {
      ledger.onAnswer(limit(1600, 1600 - 2 * now / SECOND, HOUR), true, now);
    }
    double slow = ledger.pacePerNano();
    for (int hour = 1; hour < 4; hour++) {
      long now = hour * HOUR + HOUR / 2;
      assertThat(ledger.tryAcquire(now)).isZero();
      ledger.onAnswer(limit(1600, 1500, (hour + 1) * HOUR), true, now);
    }
    assertThat(ledger.pacePerNano()).isGreaterThan(10 * slow);
  }

  @Test
  void doesNotCarryASlowPaceOverAReset() {
    Ledger slow = new Ledger(1, () -> 0.5);
    know(limit(3, 3, 10 * SECOND), slow);
    assertThat(slow.tryAcquire(0)).isZero();
    assertThat(slow.tryAcquire(SECOND)).as("a third of an hour, but").isEqualTo(9 * SECOND);
  }

  @Test
  void staysClosedWhenALateAnswerComes() {
    know(limit(300, 300, HOUR));
    assertThat(ledger.tryAcquire(SECOND)).isZero();
    assertThat(ledger.tryAcquire(15 * SECOND)).isZero();
    ledger.onTooManyRequests(limit(300, 0, HOUR), 16 * SECOND);
    ledger.onAnswer(limit(300, 1, HOUR), true, 17 * SECOND);
    assertThat(ledger.tryAcquire(18 * SECOND)).isEqualTo(HOUR - 18 * SECOND);
  }

  @Test
  void countsRequestsInFlightAsSpent() {
    know(limit(300, 32, HOUR));
    assertThat(ledger.tryAcquire(SECOND)).isZero();
    assertThat(ledger.tryAcquire(100 * SECOND)).isZero();
    assertThat(ledger.tryAcquire(200 * SECOND)).as("30 are left to others").isPositive();
    ledger.onNoAnswer();
    assertThat(ledger.tryAcquire(300 * SECOND)).as("one never got there").isZero();
  }

  @Test
  void quickensWhenTheLimitRises() {
    know(limit(300, 300, HOUR));
    double before = ledger.pacePerNano();
    ledger.onAnswer(limit(600, 590, HOUR), true, SECOND);
    int sent = countUntil(SECOND, HOUR / 2, 590, 600, HOUR);
    assertThat(sent).isGreaterThan(220);
    assertThat(ledger.pacePerNano()).isGreaterThan(1.9 * before);
  }

  @Test
  void waitsForTheResetWhenTheHalvedLimitIsSpent() {
    know(limit(1600, 880, HOUR));
    ledger.onAnswer(limit(800, 80, HOUR), true, HOUR / 2);
    assertThat(ledger.tryAcquire(HOUR / 2)).isEqualTo(HOUR / 2);
  }

  @Test
  void boundsTheBurstAfterAnIdleTime() {
    know(limit(1600, 1600, HOUR));
    assertThat(ledger.tryAcquire(0)).isZero();
    int burst = 0;
    while (ledger.tryAcquire(HOUR / 2) == 0) {
      burst++;
    }
    assertThat(burst).as("ten seconds' worth").isBetween(1, 4);
  }

  @Test
  void letsIsolationPassThePaceWithinBounds() {
    know(limit(1600, 1600, HOUR));
    assertThat(ledger.tryAcquire(0)).isZero();
    int isolating = 0;
    while (ledger.tryIsolate(0) == 0) {
      isolating++;
    }
    assertThat(isolating).as("a twentieth of the limit").isEqualTo(80);
    assertThat(ledger.tryIsolate(HOUR)).as("a new period").isZero();
  }

  @Test
  void keepsIsolationFromTheReserveAndAClosure() {
    know(limit(300, 30, HOUR));
    assertThat(ledger.tryIsolate(SECOND)).isEqualTo(HOUR - SECOND);
    Ledger closed = new Ledger(0.9, () -> 0.5);
    know(limit(300, 300, HOUR), closed);
    closed.onTooManyRequests(limit(300, 0, HOUR), SECOND);
    assertThat(closed.tryIsolate(2 * SECOND)).isEqualTo(HOUR - 2 * SECOND);
  }

  @Test
  void survivesTheWrapOfTheMonotonicTime() {
    long begin = Long.MAX_VALUE - HOUR / 4;
    assertThat(ledger.tryAcquire(begin)).isZero();
    ledger.onAnswer(limit(300, 300, begin + HOUR), true, begin);
    int remaining = 300;
    int sent = 0;
    for (long t = 0; t < HOUR / 2; t += SECOND / 10) {
      if (ledger.tryAcquire(begin + t) == 0) {
        sent++;
        remaining--;
        ledger.onAnswer(limit(300, remaining, begin + HOUR), true, begin + t);
      }
    }
    assertThat(sent).isCloseTo(135, within(4));
  }

  @Nested
  class AfterA429 {

    @Test
    void obeysAResetWithoutOtherHeaders() {
      assertThat(pausedUntil("X-RateLimit-Reset", "40")).hasValue(40 * SECOND);
    }

    @Test
    void obeysRetryAfterWithoutOtherHeaders() {
      assertThat(pausedUntil("Retry-After", "30")).hasValue(30 * SECOND);
    }

    @Test
    void doesNotWaitForTheResetOfALimitThatWasNotHit() {
      assertThat(pausedUntil("X-RateLimit-Remaining", "500", "X-RateLimit-Reset", "3000"))
          .isEmpty();
      assertThat(pausedUntil("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "3000"))
          .hasValue(3000 * SECOND);
    }

    @Test
    void pausesForABoundedTimeThatGrows() {
      long now = 0;
      Budget budget = Budget.unknown(0.9).onAnswer(limit(600, 500, HOUR), true, 0);
      long pause = 0;
      for (int i = 0; i < 20; i++) {
        budget = budget.onRefusal(limit(600, 500, HOUR), OptionalLong.empty(), 0.5, now);
        long wait = budget.waitNanos(Purpose.REFRESH, now);
        assertThat(wait).isGreaterThanOrEqualTo(Math.min(pause, 256 * SECOND));
        pause = wait;
        now += wait;
      }
      assertThat(pause).isEqualTo(256 * SECOND);
    }

    @Test
    void pausesForALittleLongerOrShorterThanOthers() {
      assertThat(Closure.OPEN.pause(0, 7).untilNanos()).isEqualTo(7 + SECOND / 2);
      assertThat(Closure.OPEN.pause(1, 7).untilNanos()).isEqualTo(7 + 3 * SECOND / 2);
    }

    @Test
    void pausesForLessOnceAnAnswerCame() {
      Closure third = Closure.OPEN.pause(0.5, 0).pause(0.5, 0).pause(0.5, 0);
      assertThat(third.untilNanos()).isEqualTo(4 * SECOND);
      Closure relaxed = third.relax();
      assertThat(relaxed.shut()).as("an open pause is kept").isTrue();
      assertThat(relaxed.untilNanos()).isEqualTo(4 * SECOND);
      assertThat(relaxed.pause(0.5, 0).untilNanos()).isEqualTo(2 * SECOND);
      assertThat(relaxed.relax().pause(0.5, 0).untilNanos()).isEqualTo(SECOND);
    }

    private OptionalLong pausedUntil(String... headers) {
      return Closure.pausedUntil(RateLimitHeaders.of(Headers.of(headers), Instant.EPOCH), 0);
    }
  }

  @Nested
  class FirstValues {

    @Test
    void passThePaceWithinATwentiethOfTheLimit() {
      Budget budget = Budget.unknown(0.9).onAnswer(limit(600, 600, HOUR), true, 0);
      int sent = 0;
      while (budget.waitNanos(Purpose.START, 0) == 0) {
        budget = budget.spend(Purpose.START, 0);
        sent++;
      }
      assertThat(sent).as("30, and one by the pace").isEqualTo(31);
    }

    @Test
    void arePaidForByTheRestOfThePeriod() {
      Budget budget = Budget.unknown(0.9).onAnswer(limit(600, 600, HOUR), true, 0);
      double even = budget.pacePerNano();
      for (int i = 0; i < 27; i++) {
        budget = budget.spend(Purpose.START, 0);
      }
      assertThat(budget.pacePerNano()).isCloseTo(even * 513 / 540, within(even / 1000));
    }

    @Test
    void keepTheReserve() {
      Budget budget = Budget.unknown(0.9).onAnswer(limit(600, 60, HOUR), true, 0);
      assertThat(budget.waitNanos(Purpose.START, 0)).isEqualTo(HOUR);
    }
  }

  @Test
  void sendsAnotherProbeWhenTheFirstStalls() {
    Budget budget = Budget.unknown(0.9).spend(Purpose.REFRESH, 0);
    assertThat(budget.waitNanos(Purpose.REFRESH, 0)).isEqualTo(SECOND);
    assertThat(budget.waitNanos(Purpose.REFRESH, SECOND)).isZero();
  }

  @Test
  void asksAgainHoweverSmallTheLimit() {
    Budget budget = Budget.unknown(0.9).onAnswer(limit(1, 0, HOUR), true, 0);
    assertThat(budget.waitNanos(Purpose.REFRESH, HOUR)).isZero();
  }

  @Test
  void keepsAtLeastOneRequestPerPeriod() {
    Budget budget = Budget.unknown(0.9);
    for (long now = 0; now < HOUR; now += 100 * SECOND) {
      budget = budget.onAnswer(limit(2, 0, HOUR), true, now);
    }
    assertThat(budget.pacePerNano() * HOUR).isCloseTo(1, within(1e-6));
  }

  private int countUntil(long from, long to, int limit, long reset) {
    return countUntil(from, to, limit, limit, reset);
  }

  private int countUntil(long from, long to, int left, int limit, long reset) {
    int remaining = left;
    int count = 0;
    for (long now = from; now < to; now += SECOND / 10) {
      if (ledger.tryAcquire(now) == 0) {
        count++;
        remaining--;
        ledger.onAnswer(limit(limit, remaining, reset), true, now);
      }
    }
    return count;
  }

  private void know(RateLimitSnapshot snapshot) {
    know(snapshot, ledger);
  }

  private static void know(RateLimitSnapshot snapshot, Ledger ledger) {
    assertThat(ledger.tryAcquire(0)).isZero();
    ledger.onAnswer(snapshot, true, 0);
  }

  private static RateLimitSnapshot limit(long limit, long remaining, long resetAt) {
    return new RateLimitSnapshot(limit, HOUR, remaining, resetAt, "");
  }

  /** The budget of one process over time. */
  private static final class Ledger {
    private final DoubleSupplier jitter;
    private Budget budget;

    Ledger(double share, DoubleSupplier jitter) {
      this.jitter = jitter;
      this.budget = Budget.unknown(share);
    }

    long tryAcquire(long now) {
      return trySpend(Purpose.REFRESH, now);
    }

    long tryIsolate(long now) {
      return trySpend(Purpose.ISOLATE, now);
    }

    private long trySpend(Purpose purpose, long now) {
      long wait = budget.waitNanos(purpose, now);
      if (wait == 0) {
        budget = budget.spend(purpose, now);
      }
      return wait;
    }

    void onAnswer(@Nullable RateLimitSnapshot heard, boolean success, long now) {
      budget = budget.onAnswer(heard, success, now);
    }

    void onTooManyRequests(@Nullable RateLimitSnapshot heard, long now) {
      OptionalLong until =
          heard == null ? OptionalLong.empty() : OptionalLong.of(heard.resetAtNanos());
      budget = budget.onRefusal(heard, until, jitter.getAsDouble(), now);
    }

    void onNoAnswer() {
      budget = budget.onNoAnswer();
    }

    double pacePerNano() {
      return budget.pacePerNano();
    }

    boolean isForgettable(long now) {
      return budget.isForgettable(now);
    }
  }
}
