package io.github.scaler4j.engine;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** The wait before a request is repeated: about 100 ms at first, doubling each time. */
public final class RetryDelay {

  private static final long FIRST_MILLIS = 100;
  private static final int MOST_DOUBLINGS = 20;

  /** The shortest delay. With less time left, a repetition is useless. */
  public static final Duration SHORTEST = Duration.ofMillis(FIRST_MILLIS / 2);

  private RetryDelay() {}

  /**
   * Returns a delay.
   *
   * @param repetition the number of the repetition, from 1
   * @param random returns numbers from 0 inclusive to 1 exclusive
   * @return 50% to 150% of the doubled delay, in whole milliseconds
   */
  public static Duration before(int repetition, DoubleSupplier random) {
    double doubled = FIRST_MILLIS * Math.pow(2, Math.min(repetition - 1, MOST_DOUBLINGS));
    return Duration.ofMillis((long) (doubled * (0.5 + random.getAsDouble())));
  }
}
