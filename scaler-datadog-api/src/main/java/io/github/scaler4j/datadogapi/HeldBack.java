package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The reason why requests are held back, as an exception not yet thrown. It is created at most once
 * a second, since thousands of readers may get it. Belongs to the plan.
 */
final class HeldBack {

  private static final long RENEWED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String host;
  private final TransportException parallelRequests;
  private @Nullable RateLimitedException recent;
  private long recentNanos;

  HeldBack(String host, int maxParallelRequests) {
    this.host = host;
    this.parallelRequests =
        new TransportException(
            host
                + ": held back, because "
                + maxParallelRequests
                + " requests of this account are under way (maxParallelRequests)",
            null);
  }

  /** Returns the fault of a request that exceeds the parallel requests. */
  TransportException byParallelRequests() {
    return parallelRequests;
  }

  /** Returns the fault of a request that the budget holds back. */
  RateLimitedException byBudget(Budget budget, long nowNanos) {
    RateLimitedException last = recent;
    if (last == null || nowNanos - recentNanos > RENEWED_AFTER_NANOS) {
      last = budget.holdBack(host, nowNanos);
      recent = last;
      recentNanos = nowNanos;
    }
    return last;
  }
}
