package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Why requests are held back at present, as an exception not yet thrown. It is made once a second
 * at most: thousands of readers may get it in the meantime. Belongs to the plan.
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

  /** Explains that as many requests are under way as may be. */
  TransportException byParallelRequests() {
    return parallelRequests;
  }

  /** Explains that the budget lets nothing leave at present. */
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
