package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.scaler4j.datadogapi.Budget.Purpose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Requests that may pass the pace: searches for a query at fault, and first values. */
class BudgetPurposeTest extends BudgetFixture {

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
  void keepsIsolationFromTheReserveAndAPause() {
    know(limit(300, 30, HOUR));
    assertThat(ledger.tryIsolate(SECOND)).isEqualTo(HOUR - SECOND);
    Ledger closed = new Ledger(0.9, () -> 0.5);
    know(limit(300, 300, HOUR), closed);
    closed.onTooManyRequests(limit(300, 0, HOUR), SECOND);
    assertThat(closed.tryIsolate(2 * SECOND)).isEqualTo(HOUR - 2 * SECOND);
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
}
