package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.RateLimitedException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Why requests are held back at present, as an exception not yet thrown. It is made once a second
 * at most: thousands of readers may get it in the meantime. Belongs to the plan.
 */
final class HeldBack {

  private static final long RENEWED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String host;
  private @Nullable RateLimitedException recent;
  private long recentNanos;

  HeldBack(String host) {
    this.host = host;
  }

  RateLimitedException explain(Budget budget, long nowNanos) {
    RateLimitedException last = recent;
    if (last == null || nowNanos - recentNanos > RENEWED_AFTER_NANOS) {
      last = budget.holdBack(host, nowNanos);
      recent = last;
      recentNanos = nowNanos;
    }
    return last;
  }
}
