package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.Budget.Purpose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How long a 429 closes a budget. */
class BudgetRefusalTest extends BudgetFixture {

  @Test
  void shutsUntilTheResetAfterA429() {
    know(limit(300, 300, HOUR));
    assertThat(ledger.tryAcquire(SECOND)).isZero();
    ledger.onTooManyRequests(limit(300, 0, 40 * SECOND), SECOND);
    assertThat(ledger.tryAcquire(2 * SECOND)).isEqualTo(38 * SECOND);
    assertThat(ledger.tryAcquire(40 * SECOND)).isZero();
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
  void staysClosedWhenALateAnswerComes() {
    know(limit(300, 300, HOUR));
    assertThat(ledger.tryAcquire(SECOND)).isZero();
    assertThat(ledger.tryAcquire(15 * SECOND)).isZero();
    ledger.onTooManyRequests(limit(300, 0, HOUR), 16 * SECOND);
    ledger.onAnswer(limit(300, 1, HOUR), true, 17 * SECOND);
    assertThat(ledger.tryAcquire(18 * SECOND)).isEqualTo(HOUR - 18 * SECOND);
  }

  /** After a 429. */
  @Nested
  class APause {

    private Budget budget = Budget.unknown(0.9).onAnswer(null, true, 0);

    private long pauseAfter(String... headers) {
      return refuse(headers).waitNanos(Purpose.REFRESH, 0);
    }

    private Budget refuse(String... headers) {
      return budget.onRefusal(null, headers(headers), 0.5, 0);
    }

    @Test
    void obeysAResetWithoutOtherHeaders() {
      assertThat(pauseAfter("X-RateLimit-Reset", "40")).isEqualTo(40 * SECOND);
    }

    @Test
    void obeysRetryAfterWithoutOtherHeaders() {
      assertThat(pauseAfter("Retry-After", "30")).isEqualTo(30 * SECOND);
      assertThat(pauseAfter("Retry-After", "300")).isEqualTo(300 * SECOND);
    }

    @Test
    void believesRetryAfterWithoutOtherHeadersForFiveMinutes() {
      assertThat(pauseAfter("Retry-After", "301")).isEqualTo(300 * SECOND);
      assertThat(pauseAfter("Retry-After", "2592000")).isEqualTo(300 * SECOND);
    }

    @Test
    void believesRetryAfterWithinTheReportedPeriod() {
      assertThat(pauseAfter("Retry-After", "1800", "X-RateLimit-Period", "3600"))
          .isEqualTo(1800 * SECOND);
      assertThat(pauseAfter("Retry-After", "7200", "X-RateLimit-Period", "3600")).isEqualTo(HOUR);
      assertThat(pauseAfter("Retry-After", "7200", "X-RateLimit-Reset", "2000"))
          .isEqualTo(2000 * SECOND);
    }

    @Test
    void letsRequestsTryAfterARetryAfterThatWasTooLong() {
      Budget trying = refuse("Retry-After", "2592000").spend(Purpose.REFRESH, 300 * SECOND);
      assertThat(trying.waitNanos(Purpose.REFRESH, 300 * SECOND)).isEqualTo(SECOND);
      assertThat(trying.waitNanos(Purpose.ISOLATE, 300 * SECOND)).isEqualTo(SECOND);
      trying = trying.onNoAnswer().spend(Purpose.REFRESH, 301 * SECOND);
      assertThat(trying.waitNanos(Purpose.REFRESH, 301 * SECOND)).isEqualTo(SECOND);
      trying = trying.onAnswer(null, true, 301 * SECOND);
      assertThat(trying.waitNanos(Purpose.REFRESH, 301 * SECOND)).isZero();
    }

    @Test
    void triesEvenAfterALateAnswer() {
      Budget trying =
          refuse("Retry-After", "2592000")
              .onAnswer(null, true, SECOND)
              .spend(Purpose.REFRESH, 300 * SECOND);
      assertThat(trying.waitNanos(Purpose.REFRESH, 300 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void opensAtOnceAfterARetryAfterThatIsBelieved() {
      Budget open = refuse("Retry-After", "300").spend(Purpose.REFRESH, 300 * SECOND);
      assertThat(open.waitNanos(Purpose.REFRESH, 300 * SECOND)).isZero();
    }

    @Test
    void isNotShortenedByAnother429() {
      budget = refuse("Retry-After", "30");
      assertThat(pauseAfter()).as("without headers").isEqualTo(30 * SECOND);
      assertThat(pauseAfter("Retry-After", "2")).isEqualTo(30 * SECOND);
      assertThat(pauseAfter("Retry-After", "40")).isEqualTo(40 * SECOND);
    }

    @Test
    void doesNotWaitForTheResetOfALimitThatWasNotHit() {
      assertThat(pauseAfter("X-RateLimit-Remaining", "500", "X-RateLimit-Reset", "3000"))
          .isEqualTo(SECOND);
      assertThat(pauseAfter("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "3000"))
          .isEqualTo(3000 * SECOND);
    }

    @Test
    void pausesForABoundedTimeThatGrows() {
      long now = 0;
      budget = Budget.unknown(0.9).onAnswer(limit(600, 500, HOUR), true, 0);
      long pause = 0;
      for (int i = 0; i < 20; i++) {
        budget = budget.onRefusal(limit(600, 500, HOUR), RateLimitHeaders.NONE, 0.5, now);
        long wait = budget.waitNanos(Purpose.REFRESH, now);
        assertThat(wait).isGreaterThanOrEqualTo(Math.min(pause, 256 * SECOND));
        pause = wait;
        now += wait;
      }
      assertThat(pause).isEqualTo(256 * SECOND);
    }

    @Test
    void pausesForALittleLongerOrShorterThanOthers() {
      assertThat(pause(GatePause.OPEN, 0, 7).untilNanos()).isEqualTo(7 + SECOND / 2);
      assertThat(pause(GatePause.OPEN, 1, 7).untilNanos()).isEqualTo(7 + 3 * SECOND / 2);
    }

    @Test
    void pausesForLessOnceAnAnswerCame() {
      GatePause third = pause(pause(pause(GatePause.OPEN, 0.5, 0), 0.5, 0), 0.5, 0);
      assertThat(third.untilNanos()).isEqualTo(4 * SECOND);
      GatePause relaxed = third.relax();
      assertThat(relaxed.shut()).as("an open pause is kept").isTrue();
      assertThat(relaxed.untilNanos()).isEqualTo(4 * SECOND);
      long later = 4 * SECOND;
      assertThat(pause(relaxed, 0.5, later).untilNanos()).isEqualTo(later + 2 * SECOND);
      assertThat(pause(relaxed.relax(), 0.5, later).untilNanos()).isEqualTo(later + SECOND);
    }

    private GatePause pause(GatePause gatePause, double jitter, long now) {
      return gatePause.refuse(RateLimitHeaders.NONE, jitter, now);
    }
  }
}
