package io.github.scaler4j.clusteragent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leaves an agent that answers 429 alone for as long as it says ({@code Retry-After}). Then one
 * request per second tries it, until the answer is not 429.
 *
 * <p>Thread-safe.
 */
final class RateLimitPause {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** How long a request that tries the agent keeps others from trying it too. */
  private static final Duration TRIAL = Duration.ofSeconds(1);

  private final String host;
  private final TimeSource time;
  private final Object lock = new Object();
  private volatile boolean limited;

  @GuardedBy("lock") private long untilNanos;

  @GuardedBy("lock") private Duration next = FIRST;

  RateLimitPause(String host, TimeSource time) {
    this.host = host;
    this.time = time;
  }

  /** Returns why the agent is not asked now, or null if it may be asked. */
  @Nullable RateLimitedException refusal() {
    if (!limited) {
      return null;
    }
    long left;
    synchronized (lock) {
      left = untilNanos - time.nanoTime();
    }
    return left > 0 ? fault(left) : null;
  }

  /** Lets a request pass, or returns why it may not; after a pause, one at a time. */
  @Nullable RateLimitedException enter() {
    if (!limited) {
      return null;
    }
    synchronized (lock) {
      long left = untilNanos - time.nanoTime();
      if (left > 0) {
        return fault(left);
      }
      untilNanos = time.nanoTime() + TRIAL.toNanos();
      return null;
    }
  }

  /**
   * Notes a 429.
   *
   * @param retryAfter how long the agent wants to be left alone, if it says so; without it, the
   *     pause doubles from one second each time
   */
  void onLimited(Optional<Duration> retryAfter) {
    synchronized (lock) {
      long now = time.nanoTime();
      Duration pause = shorter(retryAfter.orElse(next));
      // Requests that were under way together count once.
      if (!limited || untilNanos - now <= TRIAL.toNanos()) {
        next = shorter(next.multipliedBy(2));
      }
      untilNanos =
          limited ? Math.max(untilNanos - now, pause.toNanos()) + now : now + pause.toNanos();
      limited = true;
    }
  }

  /** Notes any other answer. */
  void onAnswer() {
    if (!limited) {
      return;
    }
    synchronized (lock) {
      limited = false;
      next = FIRST;
    }
  }

  private static Duration shorter(Duration pause) {
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  private RateLimitedException fault(long leftNanos) {
    long seconds = (leftNanos + Duration.ofSeconds(1).toNanos() - 1) / 1_000_000_000;
    return new RateLimitedException(
        host + ": not asked for up to " + seconds + " s, because it answered 429",
        RateLimitedException.Details.UNKNOWN);
  }
}
