package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.scaler4j.datadogapi.Budget.Purpose;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How fast a budget is spent, alone and next to others. */
class BudgetPaceTest extends BudgetFixture {

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
  void quickensWhenTheLimitRises() {
    know(limit(300, 300, HOUR));
    double before = ledger.pacePerNano();
    ledger.onAnswer(limit(600, 590, HOUR), true, SECOND);
    int sent = countUntil(SECOND, HOUR / 2, 590, 600, HOUR);
    assertThat(sent).isGreaterThan(220);
    assertThat(ledger.pacePerNano()).isGreaterThan(1.9 * before);
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

  static Stream<Arguments> budgetsAtTheirEnd() {
    return Stream.of(0.5, 0.9, 1.0)
        .flatMap(
            share ->
                Stream.of(1, 2, 20, 100, 600, 1600)
                    .flatMap(
                        limit -> Stream.of(1, 2, 3).map(left -> Arguments.of(share, limit, left))));
  }

  /** First values are asked with the last requests of a period, and none is answered. */
  @ParameterizedTest(name = "{2} of {1}, share {0}")
  @MethodSource("budgetsAtTheirEnd")
  void goesOnAtTheResetAfterLastRequestsWithoutAnAnswer(double share, int limit, int left) {
    long reserve = (long) Math.ceil(Math.min((1 - share) * limit, limit - 1));
    RateLimitSnapshot reported = limit(limit, Math.min(limit, reserve + left), HOUR);
    Budget budget = Budget.unknown(share).onAnswer(reported, true, 0);
    double slowest = budget.pacePerNano() / 50 * (1 - 1e-9);
    for (int round = 1; round <= 3; round++) {
      long now = round * SECOND / 4;
      int sent = 0;
      for (; budget.waitNanos(Purpose.START, now) == 0; sent++) {
        budget = budget.spend(Purpose.START, now);
        assertThat(budget.pacePerNano()).isGreaterThanOrEqualTo(slowest);
      }
      for (; sent > 0; sent--) {
        budget = budget.onNoAnswer();
      }
      if (budget.waitNanos(Purpose.REFRESH, now) == 0) {
        budget = budget.spend(Purpose.REFRESH, now).onNoAnswer();
      }
      assertThat(budget.pace().nextAtNanos() - now).isBetween(0L, HOUR);
    }
    assertThat(budget.waitNanos(Purpose.REFRESH, HOUR)).isBetween(0L, SECOND);
    assertThat(budget.at(HOUR).pacePerNano()).isGreaterThanOrEqualTo(slowest);
  }

  @Test
  void keepsAtLeastOneRequestPerPeriod() {
    Budget budget = Budget.unknown(0.9);
    for (long now = 0; now < HOUR; now += 100 * SECOND) {
      budget = budget.onAnswer(limit(2, 0, HOUR), true, now);
    }
    assertThat(budget.pacePerNano() * HOUR).isCloseTo(1, within(1e-6));
  }
}
