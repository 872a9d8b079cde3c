package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SpendRateTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long HOUR = 3600 * SECOND;

  /** Of 1,600 requests, 1,000 were left at 0 s, and no process changes its pace. */
  private final SpendRate counting = new SpendRate(left(1000), 0, 0, false, 0, 0, false);

  private static RateLimitSnapshot left(long remaining) {
    return limit(1600, remaining, HOUR);
  }

  private static RateLimitSnapshot limit(long limit, long remaining, long resetAt) {
    return new RateLimitSnapshot(limit, HOUR, remaining, resetAt, "");
  }

  private static void isMeasured(double requestsAnHour, SpendRate rate) {
    assertThat(rate.measured()).isTrue();
    assertThat(rate.perNano() * HOUR).isCloseTo(requestsAnHour, within(1e-6));
  }

  @Test
  void beginsWithTheFirstAnswerAndSettles() {
    SpendRate first = SpendRate.UNKNOWN.measure(left(1000), 5 * SECOND);
    assertThat(first)
        .isEqualTo(new SpendRate(left(1000), 5 * SECOND, 0, true, 5 * SECOND, 0, false));
    SpendRate still = first.measure(left(990), 15 * SECOND - 1);
    assertThat(still.settling()).isTrue();
    assertThat(still.start()).as("what was spent meanwhile is left out").isEqualTo(left(990));
    SpendRate settled = still.measure(left(980), 15 * SECOND);
    assertThat(settled)
        .isEqualTo(new SpendRate(left(980), 15 * SECOND, 0, false, 5 * SECOND, 0, false));
  }

  @Test
  void countsADropThatIsLargeEnoughForTwentySeconds() {
    assertThat(counting.measure(left(980), 20 * SECOND - 1).measured()).isFalse();
    SpendRate measured = counting.measure(left(980), 20 * SECOND);
    isMeasured(3600, measured);
    assertThat(measured.start()).isEqualTo(left(980));
    assertThat(measured.startNanos()).isEqualTo(20 * SECOND);
  }

  @Test
  void countsASmallDropForThreeMinutes() {
    assertThat(counting.measure(left(981), 180 * SECOND - 1)).isEqualTo(counting);
    isMeasured(380, counting.measure(left(981), 180 * SECOND));
  }

  @Test
  void countsSixteenAsEnoughForASmallLimit() {
    SpendRate small = new SpendRate(limit(800, 500, HOUR), 0, 0, false, 0, 0, false);
    assertThat(small.measure(limit(800, 485, HOUR), 20 * SECOND).measured()).isFalse();
    isMeasured(2880, small.measure(limit(800, 484, HOUR), 20 * SECOND));
  }

  @Test
  void leavesOutExemptRequests() {
    SpendRate exempt = counting.exemptOne().exemptOne();
    assertThat(exempt.measure(left(979), 20 * SECOND).measured()).as("19 count").isFalse();
    isMeasured(3600, exempt.measure(left(978), 20 * SECOND));
    assertThat(exempt.measure(left(978), 20 * SECOND).exempt()).as("a new window").isZero();
  }

  @Test
  void keepsTheRateWhileItCounts() {
    SpendRate measured = counting.measure(left(980), 20 * SECOND);
    SpendRate next = measured.measure(left(979), 21 * SECOND);
    assertThat(next.measured()).isFalse();
    assertThat(next.perNano()).isEqualTo(measured.perNano());
  }

  @Test
  void isNeverNegative() {
    isMeasured(0, counting.measure(left(1010), 180 * SECOND));
  }

  @Test
  void restartsWhenTheLimitChanges() {
    SpendRate changed = counting.measure(limit(800, 400, HOUR), 200 * SECOND);
    assertThat(changed.measured()).isFalse();
    assertThat(changed.startNanos()).isEqualTo(200 * SECOND);
  }

  @Test
  void countsANewPeriodFromItsStart() {
    RateLimitSnapshot next = limit(1600, 1500, 2 * HOUR);
    assertThat(counting.measure(next, HOUR + 180 * SECOND - 1).measured())
        .as("too little of it is over")
        .isFalse();
    isMeasured(2000, counting.measure(next, HOUR + 180 * SECOND));
    isMeasured(200, counting.measure(next, HOUR + HOUR / 2));
    assertThat(counting.measure(next, HOUR + HOUR / 2).start()).isEqualTo(next);
  }

  @Test
  void settlesWhenAllChangePace() {
    SpendRate settling = counting.settle(100 * SECOND);
    assertThat(settling.measure(left(500), 110 * SECOND - 1).settling()).isTrue();
    assertThat(settling.measure(left(500), 110 * SECOND).settling()).isFalse();
    assertThat(settling.measure(left(500), 300 * SECOND).measured()).isFalse();
  }
}
