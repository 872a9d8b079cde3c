package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.Budget.Purpose;
import java.time.Instant;
import java.util.OptionalLong;
import okhttp3.Headers;
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
}
