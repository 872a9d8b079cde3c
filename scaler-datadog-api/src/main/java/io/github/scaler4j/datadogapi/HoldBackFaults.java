package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The reason why requests are held back, as an exception not yet thrown. Created at most once a
 * second for each reason, because thousands of readers may get it. Belongs to the plan.
 */
final class HoldBackFaults {

  private static final long RENEWED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String host;
  private final TransportException parallelRequests;
  private @Nullable RateLimitedException recent;
  private @Nullable Reason recentReason;
  private long recentNanos;

  HoldBackFaults(String host, int maxParallelRequests) {
    this.host = host;
    this.parallelRequests =
        new TransportException(
            host
                + ": held back, because "
                + maxParallelRequests
                + " requests of this account are in flight (maxParallelRequests)",
            null);
  }

  /** Returns the fault of a request that exceeds the parallel requests. */
  TransportException byParallelRequests() {
    return parallelRequests;
  }

  /** Returns the fault of a request that the budget holds back. */
  RateLimitedException byBudget(Budget budget, long nowNanos) {
    RateLimitedException last = recent;
    Reason reason = Reason.of(budget);
    if (last == null
        || !reason.equals(recentReason)
        || nowNanos - recentNanos > RENEWED_AFTER_NANOS) {
      last = budget.holdBack(host, nowNanos);
      recent = last;
      recentReason = reason;
      recentNanos = nowNanos;
    }
    return last;
  }

  /** The part of the explanation that does not change with time. */
  private record Reason(GatePause gatePause, long limit) {
    static Reason of(Budget budget) {
      RateLimitSnapshot known = budget.limit();
      return new Reason(budget.gatePause(), known == null ? 0 : known.limit());
    }
  }
}
