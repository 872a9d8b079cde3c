package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.scaler4j.datadogapi.Budget.Purpose;
import org.junit.jupiter.api.Test;

/** How a budget learns a limit and keeps it. */
class BudgetTest extends BudgetFixture {

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
  void countsRequestsInFlightAsSpent() {
    know(limit(300, 32, HOUR));
    assertThat(ledger.tryAcquire(SECOND)).isZero();
    assertThat(ledger.tryAcquire(100 * SECOND)).isZero();
    assertThat(ledger.tryAcquire(200 * SECOND)).as("30 are left to others").isPositive();
    ledger.onNoAnswer();
    assertThat(ledger.tryAcquire(300 * SECOND)).as("one never got there").isZero();
  }

  @Test
  void waitsForTheResetWhenTheHalvedLimitIsSpent() {
    know(limit(1600, 880, HOUR));
    ledger.onAnswer(limit(800, 80, HOUR), true, HOUR / 2);
    assertThat(ledger.tryAcquire(HOUR / 2)).isEqualTo(HOUR / 2);
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
}
