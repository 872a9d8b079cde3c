package io.github.scaler4j.source;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The moment at which a reader stops waiting, measured by {@link TimeSource#nanoTime()}.
 *
 * <p>Created once, by the reader, and passed down unchanged. Each step of the read derives its
 * remaining time from it. Deadlines of one {@link TimeSource} are comparable, even if its {@code
 * nanoTime} is negative or wraps. A deadline is at most 146 years away.
 *
 * @param atNanos the moment, as a value of {@code nanoTime}
 */
public record Deadline(long atNanos) {

  // Half of a long's range, so that the difference of two deadlines never overflows.
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;
  private static final Duration LONGEST = Duration.ofNanos(LONGEST_NANOS);

  /**
   * Returns the deadline after a timeout.
   *
   * @param timeout the time from now; zero or less gives a deadline that is already over
   * @param time supplies the current time
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
   * @param time supplies the current time
   * @return zero once the deadline is over, never negative
   */
  public Duration left(TimeSource time) {
    return Duration.ofNanos(leftNanos(time));
  }

  /**
   * Returns how many nanoseconds are left.
   *
   * @param time supplies the current time
   * @return zero once the deadline is over, never negative
   */
  public long leftNanos(TimeSource time) {
    return Math.max(0, atNanos - time.nanoTime());
  }

  /**
   * Returns whether no time is left.
   *
   * @param time supplies the current time
   * @return true at the deadline and after it
   */
  public boolean isOver(TimeSource time) {
    return atNanos - time.nanoTime() <= 0;
  }

  /**
   * Divides the remaining time into equal parts, and returns the end of the first part.
   *
   * @param parts how many steps share the time, one after the other; at least 1
   * @param time supplies the current time
   * @return a deadline no later than this one
   * @throws IllegalArgumentException if {@code parts} is less than 1
   */
  public Deadline share(int parts, TimeSource time) {
    if (parts < 1) {
      throw new IllegalArgumentException("parts: must be 1 or more, got " + parts);
    }
    if (parts == 1) {
      return this;
    }
    long now = time.nanoTime();
    return new Deadline(now + Math.max(0, atNanos - now) / parts);
  }

  /**
   * Returns whether this deadline is later than another one.
   *
   * @param other a deadline of the same {@link TimeSource}
   * @return true if it is later; false if it is earlier or equal
   */
  public boolean isAfter(Deadline other) {
    return atNanos - other.atNanos > 0;
  }
}
