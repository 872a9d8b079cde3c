package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.Budget.Purpose;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** The budget of a process, and what a test makes it learn. */
abstract class BudgetFixture {

  static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  static final long HOUR = 3600 * SECOND;
  final Ledger ledger = new Ledger(0.9, () -> 0.5);

  int countUntil(long from, long to, int limit, long reset) {
    return countUntil(from, to, limit, limit, reset);
  }

  int countUntil(long from, long to, int left, int limit, long reset) {
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

  void know(RateLimitSnapshot snapshot) {
    know(snapshot, ledger);
  }

  static void know(RateLimitSnapshot snapshot, Ledger ledger) {
    assertThat(ledger.tryAcquire(0)).isZero();
    ledger.onAnswer(snapshot, true, 0);
  }

  static RateLimitSnapshot limit(long limit, long remaining, long resetAt) {
    return new RateLimitSnapshot(limit, HOUR, remaining, resetAt, "");
  }

  static RateLimitHeaders headers(String... headers) {
    return RateLimitHeaders.of(Headers.of(headers), Instant.EPOCH);
  }

  /** The budget of one process over time. */
  static final class Ledger {
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

    void onAnswer(@Nullable RateLimitSnapshot reported, boolean success, long now) {
      budget = budget.onAnswer(reported, success, now);
    }

    void onTooManyRequests(@Nullable RateLimitSnapshot reported, long now) {
      RateLimitHeaders headers =
          reported == null
              ? RateLimitHeaders.NONE
              : headers("X-RateLimit-Reset", "" + (reported.resetAtNanos() - now) / SECOND);
      budget = budget.onRefusal(reported, headers, jitter.getAsDouble(), now);
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
