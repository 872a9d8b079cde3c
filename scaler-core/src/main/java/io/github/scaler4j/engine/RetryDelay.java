package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.UnexpectedResponseException;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The wait before a request is retried: about 100 ms at first, doubling each time, on top of the
 * time that the server asks clients to wait.
 */
public final class RetryDelay {

  private static final long FIRST_MILLIS = 100;
  private static final int MOST_DOUBLINGS = 20;

  /** The shortest delay. */
  public static final Duration SHORTEST = Duration.ofMillis(FIRST_MILLIS / 2);

  private RetryDelay() {}

  /**
   * Returns how long the server asked clients to wait ({@code Retry-After}).
   *
   * @param fault why a request failed
   * @return zero if it does not ask
   */
  public static Duration asked(MetricSourceException fault) {
    return fault instanceof UnexpectedResponseException unexpected
        ? unexpected.retryAfter().orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  /**
   * Returns a delay after a fault.
   *
   * @param fault why the request failed
   * @param retry the number of the retry, from 1
   * @param random returns numbers from 0 inclusive to 1 exclusive
   * @return the time that the server asks for, and a {@linkplain #before random delay}, so that not
   *     all return at the same moment
   */
  public static Duration after(MetricSourceException fault, int retry, DoubleSupplier random) {
    return asked(fault).plus(before(retry, random));
  }

  /**
   * Returns a delay.
   *
   * @param retry the number of the retry, from 1
   * @param random returns numbers from 0 inclusive to 1 exclusive
   * @return 50% to 150% of the doubled delay, in whole milliseconds
   */
  public static Duration before(int retry, DoubleSupplier random) {
    double doubled = FIRST_MILLIS * Math.pow(2, Math.min(retry - 1, MOST_DOUBLINGS));
    return Duration.ofMillis((long) (doubled * (0.5 + random.getAsDouble())));
  }
}
