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
    assertThat(sent[0]).isCloseTo(480, within(60));
    assertThat(sent[1]).isCloseTo(480, within(60));
    assertThat(sent[2]).isCloseTo(480, within(60));
    assertThat(lastTenth).isGreaterThan(100);
  }

  private int countUntil(long from, long to, int limit, long reset) {
    int remaining = limit;
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
    assertThat(gate.tryAcquire(0)).isZero();
    gate.onAnswer(snapshot, true, 0);
  }

  private static RateLimitSnapshot limit(long limit, long remaining, long resetAt) {
    return new RateLimitSnapshot(limit, HOUR, remaining, resetAt, "");
  }
}
