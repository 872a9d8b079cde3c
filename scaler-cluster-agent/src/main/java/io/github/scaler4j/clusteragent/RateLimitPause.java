package io.github.scaler4j.clusteragent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pauses requests to an agent that answered 429, for the time in {@code Retry-After}. Then one
 * request per second tries the agent, until one is answered with another status.
 *
 * <p>Thread-safe.
 */
final class RateLimitPause {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** How long a trial request keeps other requests from trying the agent. */
  private static final Duration TRIAL = Duration.ofSeconds(1);

  private final String host;
  private final TimeSource time;
  private final Object lock = new Object();
  private volatile boolean limited;

  /** How many 429s have come. */
  private volatile long refusals;

  @GuardedBy("lock") private long untilNanos;

  @GuardedBy("lock") private Duration next = FIRST;

  RateLimitPause(String host, TimeSource time) {
    this.host = host;
    this.time = time;
  }

  /** Returns why the agent gets no requests now, or null if it may. */
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

  /**
   * Lets a request pass. After a pause, requests pass one at a time.
   *
   * @return the request's pass, for {@link #onAnswer}
   * @throws RateLimitedException if it may not pass
   */
  long enter() {
    long pass = refusals;
    if (!limited) {
      return pass;
    }
    synchronized (lock) {
      long now = time.nanoTime();
      if (limited && untilNanos - now > 0) {
        throw fault(untilNanos - now);
      }
      untilNanos = now + TRIAL.toNanos();
      return refusals;
    }
  }

  /**
   * Records a 429.
   *
   * @param retryAfter the pause that the agent asks for, if any; otherwise the pause doubles from
   *     one second each time
   */
  void onLimited(Optional<Duration> retryAfter) {
    synchronized (lock) {
      long now = time.nanoTime();
      Duration pause = shorter(retryAfter.orElse(next));
      // Requests that were under way at the same time count once.
      if (!limited || untilNanos - now <= TRIAL.toNanos()) {
        next = shorter(next.multipliedBy(2));
      }
      untilNanos =
          limited ? Math.max(untilNanos - now, pause.toNanos()) + now : now + pause.toNanos();
      limited = true;
      // Last, so that a thread that sees this number also sees the pause.
      refusals++;
    }
  }

  /**
   * Records any other answer. It ends a pause, unless the request had left before the 429.
   *
   * @param pass the request's
   */
  void onAnswer(long pass) {
    if (!limited) {
      return;
    }
    synchronized (lock) {
      if (pass == refusals) {
        limited = false;
        next = FIRST;
      }
    }
  }

  private static Duration shorter(Duration pause) {
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  private RateLimitedException fault(long leftNanos) {
    long seconds = (leftNanos + Duration.ofSeconds(1).toNanos() - 1) / 1_000_000_000;
    return new RateLimitedException(
        host + ": gets no requests for up to " + seconds + " s, because it answered 429",
        RateLimitedException.Details.UNKNOWN);
  }
}
