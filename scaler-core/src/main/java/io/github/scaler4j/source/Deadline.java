package io.github.scaler4j.source;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The moment until which a reader waits, on {@link TimeSource#nanoTime()}.
 *
 * <p>Made once, where the reader is, and passed down whole: whatever is done for the reader asks it
 * how much time is left. Deadlines of one {@link TimeSource} compare with each other, also where
 * its {@code nanoTime} is negative or wraps. A deadline is at most 146 years away.
 *
 * @param atNanos the moment, as {@code nanoTime} will show it
 */
public record Deadline(long atNanos) {

  // Half of what a long holds, so that the difference of two deadlines never overflows.
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;
  private static final Duration LONGEST = Duration.ofNanos(LONGEST_NANOS);

  /**
   * Returns the deadline that is some time away.
   *
   * @param timeout from now; zero and less is over at once
   * @param time tells what now is
   * @return a new deadline
   * @throws NullPointerException if an argument is null
   */
  public static Deadline in(Duration timeout, TimeSource time) {
    return new Deadline(time.nanoTime() + nanos(requireNonNull(timeout, "timeout")));
  }

  private static long nanos(Duration duration) {
    if (duration.isNegative()) {
      return 0;
    }
    return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : LONGEST_NANOS;
  }

  /**
   * Returns how much time is left.
   *
   * @param time tells what now is
   * @return zero once the deadline is over, never less
   */
  public Duration left(TimeSource time) {
    return Duration.ofNanos(leftNanos(time));
  }

  /**
   * Returns how many nanoseconds are left.
   *
   * @param time tells what now is
   * @return zero once the deadline is over, never less
   */
  public long leftNanos(TimeSource time) {
    return Math.max(0, atNanos - time.nanoTime());
  }

  /**
   * Tells whether no time is left.
   *
   * @param time tells what now is
   * @return true from the deadline's moment on
   */
  public boolean isOver(TimeSource time) {
    return atNanos - time.nanoTime() <= 0;
  }

  /**
   * Returns the end of the first of several equal parts of the time that is left.
   *
   * @param parts how many things are to be done until the deadline, one after the other; at least 1
   * @param time tells what now is
   * @return a deadline no later than this one
   * @throws IllegalArgumentException if {@code parts} is less than 1
   */
  public Deadline share(int parts, TimeSource time) {
    if (parts < 1) {
      throw new IllegalArgumentException("parts: " + parts + "; at least 1 is accepted");
    }
    if (parts == 1) {
      return this;
    }
    long now = time.nanoTime();
    return new Deadline(now + Math.max(0, atNanos - now) / parts);
  }

  /**
   * Tells whether another deadline is over before this one.
   *
   * @param other a deadline of the same {@link TimeSource}
   * @return false too if both are over at once
   */
  public boolean isAfter(Deadline other) {
    return atNanos - other.atNanos > 0;
  }
}
