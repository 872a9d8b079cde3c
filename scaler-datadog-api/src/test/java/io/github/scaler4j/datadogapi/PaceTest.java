package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long HOUR = 3600 * SECOND;
  private static final double A_SECOND = 1.0 / SECOND;

  private static Pace pace(double perNano, long nextAtNanos) {
    return new Pace(perNano, nextAtNanos, SpendRate.UNKNOWN);
  }

  private static RateLimitSnapshot limit(long limit, long remaining, long resetAt) {
    return new RateLimitSnapshot(limit, HOUR, remaining, resetAt, "");
  }

  @Test
  void startsEven() {
    Pace even = Pace.even(limit(600, 600, HOUR), 0.9, 7);
    assertThat(even.perNano() * HOUR).isCloseTo(540, within(1e-9));
    assertThat(even.nextAtNanos()).isEqualTo(7);
  }

  @Test
  void isNeverBelowOneRequestAPeriodAtTheStart() {
    assertThat(Pace.even(limit(1, 1, HOUR), 0.1, 0).perNano() * HOUR).isCloseTo(1, within(1e-9));
  }

  @Test
  void asksBeforeHalfOfTheNextPeriodIsOver() {
    RateLimitSnapshot ended = limit(600, 0, 5 * SECOND);
    Pace slow = pace(A_SECOND, 5 * SECOND + HOUR / 2 + 1);
    assertThat(slow.resume(ended)).isEqualTo(pace(A_SECOND, 5 * SECOND + HOUR / 2));
    Pace soon = pace(A_SECOND, 5 * SECOND + HOUR / 2);
    assertThat(soon.resume(ended)).isSameAs(soon);
  }

  @Nested
  class SpendOne {

    // A pace is a fraction of a request, so a nanosecond may be lost.
    private static void isNext(long nanos, Pace pace) {
      assertThat(pace.nextAtNanos()).isCloseTo(nanos, within(1L));
    }

    @Test
    void waitsForTheNextOne() {
      isNext(14 * SECOND, pace(A_SECOND / 4, 10 * SECOND).spendOne(10 * SECOND));
    }

    @Test
    void savesNothingUpAtASlowPace() {
      isNext(110 * SECOND, pace(A_SECOND / 10, 0).spendOne(100 * SECOND));
    }

    @Test
    void savesUpTenSecondsWorth() {
      // Five requests, of which this is one.
      isNext((100 - 8 + 2) * SECOND, pace(A_SECOND / 2, 0).spendOne(100 * SECOND));
      isNext(97 * SECOND, pace(A_SECOND / 2, 95 * SECOND).spendOne(100 * SECOND));
    }

    @Test
    void savesUpTenRequestsAtMost() {
      isNext((1000 - 9 + 1) * SECOND / 10, pace(10 * A_SECOND, 0).spendOne(100 * SECOND));
    }
  }

  @Test
  void triesAgainInASecondWhileNothingIsKnown() {
    assertThat(Pace.UNKNOWN.probe(7).nextAtNanos()).isEqualTo(7 + SECOND);
  }

  @Test
  void doesNotPayForAnExemptRequest() {
    Pace before = pace(A_SECOND, 5);
    assertThat(before.exemptOne()).isEqualTo(new Pace(A_SECOND, 5, SpendRate.UNKNOWN.exemptOne()));
  }

  @Test
  void paysForARequestAheadOfThePaceWithTheRestOfThePeriod() {
    RateLimitSnapshot limit = limit(4_000, 4_000, HOUR);
    Pace advanced = pace(A_SECOND, 5).advanceOne(limit, 4, 0.9, 7);
    assertThat(advanced.perNano()).isEqualTo(0.75 * A_SECOND);
    assertThat(advanced.nextAtNanos()).isEqualTo(5);
    assertThat(advanced.spend()).isEqualTo(SpendRate.UNKNOWN.settle(7));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1, 1.01})
  void paysNoMoreThanThePaceAllows(double spendable) {
    Pace advanced = pace(A_SECOND, 5).advanceOne(limit(4_000, 4, HOUR), spendable, 0.9, 7);
    assertThat(advanced.perNano() * HOUR).as("a fiftieth of even").isCloseTo(72, within(1e-9));
    Pace ofASmallLimit = pace(A_SECOND, 5).advanceOne(limit(40, 4, HOUR), spendable / 100, 0.9, 7);
    assertThat(ofASmallLimit.perNano() * HOUR).as("one a period").isCloseTo(1, within(1e-9));
  }

  /** Half of an hour is over, and some of 1,000 requests are left. */
  @Nested
  class Adjust {

    private static final double EVEN = 1000.0 / HOUR;
    private static final double SETTLED = 0.4 * EVEN;

    private Pace adjust(double perNano, long remaining, double spendable) {
      return adjust(perNano, remaining, spendable, HOUR / 2);
    }

    /** All consumers have spent the limit's other part evenly since the hour began. */
    private Pace adjust(double perNano, long remaining, double spendable, long now) {
      SpendRate spend = new SpendRate(limit(1000, 1000, HOUR), 0, 0, false, 0, 0, false);
      return new Pace(perNano, 9, spend).adjust(limit(1000, remaining, HOUR), spendable, 1, now);
    }

    private static void isTimes(double times, Pace pace) {
      assertThat(pace.perNano() / SETTLED).isCloseTo(times, within(1e-9));
    }

    @Test
    void keepsAPaceThatLastsToTheReset() {
      Pace adjusted = adjust(SETTLED, 500, 505);
      isTimes(1, adjusted);
      assertThat(adjusted.nextAtNanos()).isEqualTo(9);
      assertThat(adjusted.spend().settling()).isFalse();
    }

    @Test
    void slowsInProportion() {
      Pace adjusted = adjust(SETTLED, 500, 255);
      isTimes(0.5, adjusted);
      assertThat(adjusted.spend().settling()).as("the others slow down too").isTrue();
    }

    @Test
    void quickensInProportion() {
      isTimes(1.5, adjust(SETTLED, 500, 755));
    }

    @Test
    void correctsHalfWayWhenItIsNear() {
      Pace slower = adjust(SETTLED, 500, 455);
      isTimes(Math.sqrt(0.9), slower);
      assertThat(slower.spend().settling()).isFalse();
      Pace quicker = adjust(SETTLED, 500, 555);
      isTimes(Math.sqrt(1.1), quicker);
      assertThat(quicker.spend().settling()).isFalse();
    }

    @Test
    void pullsEachProcessTowardsOnePace() {
      isTimes(2.5 * 0.994, adjust(EVEN, 500, 505));
      isTimes(0.505, adjust(SETTLED / 2, 500, 505));
    }

    @Test
    void isNeverFasterThanEven() {
      isTimes(2.5, adjust(EVEN, 900, 905));
    }

    @Test
    void isNeverSlowerThanAFiftiethOfEven() {
      isTimes(0.05, adjust(SETTLED, 100, 5));
      isTimes(0.05, adjust(SETTLED, 100, -50));
    }

    @Test
    void countsNoSpendingAsALittle() {
      isTimes(1, adjust(SETTLED, 1000, 15));
    }

    @Test
    void changesNothingShortlyBeforeTheReset() {
      isTimes(1, adjust(SETTLED, 500, 5, HOUR - HOUR / 60 + 1));
      isTimes(0.05, adjust(SETTLED, 500, 5, HOUR - HOUR / 60));
    }

    @Test
    void changesNothingBeforeARateIsMeasured() {
      isTimes(1, adjust(SETTLED, 999, 5, 179 * SECOND));
      isTimes(0.05, adjust(SETTLED, 999, 5, 180 * SECOND));
    }

    @Test
    void isWorthARequestAPeriodHoweverSmallTheLimit() {
      Pace adjusted = pace(0, 0).adjust(limit(2, 0, HOUR), 0, 1, 0);
      assertThat(adjusted.perNano() * HOUR).isCloseTo(1, within(1e-9));
    }
  }
}
