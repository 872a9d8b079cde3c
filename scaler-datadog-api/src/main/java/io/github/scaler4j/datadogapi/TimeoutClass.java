package io.github.scaler4j.datadogapi;

import io.github.scaler4j.source.Deadline;
import java.util.concurrent.TimeUnit;

/**
 * Classes of readers' timeouts, each twice the one before. Queries of different classes share no
 * request: a request lasts until the latest deadline of its readers, and the others would have no
 * value until then.
 */
final class TimeoutClass {

  // KEDA's default timeout of a request.
  private static final long SHORTEST_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int LONGEST = 24;
  // Of a reader's time, the part that its query may wait for others; the rest is for the request.
  // A reader with KEDA's timeout may wait a whole second, which is the longest wait.
  private static final int LINGER_PART = 3;

  private TimeoutClass() {}

  /** Returns the class of a reader: 0 for up to 3 s, 1 for up to 6 s, and so on. */
  static int of(Deadline reader, long nowNanos) {
    long left = reader.atNanos() - nowNanos;
    int timeoutClass = 0;
    while (timeoutClass < LONGEST && left > SHORTEST_NANOS << timeoutClass) {
      timeoutClass++;
    }
    return timeoutClass;
  }

  /**
   * Returns until when a due query may wait for others that share its request, so that its readers
   * still get an answer in time.
   *
   * @param earliest the earliest deadline of its readers
   * @param mostNanos the maximum wait
   */
  static long lingerUntil(Deadline earliest, long dueSinceNanos, long mostNanos) {
    long left = Math.max(0, earliest.atNanos() - dueSinceNanos);
    return dueSinceNanos + Math.min(mostNanos, left / LINGER_PART);
  }

  /**
   * Returns the deadline of a request that is sent now: that of its readers, but not too early for
   * an answer.
   *
   * @param readers the latest deadline of its readers
   */
  static Deadline ofRequest(Deadline readers, long nowNanos) {
    // A reader with a short timeout may stop waiting; the answer still serves the others and its
    // next read. A request without enough time to be answered does not count against the host.
    Deadline shortest = new Deadline(nowNanos + SHORTEST_NANOS);
    return readers.isAfter(shortest) ? readers : shortest;
  }

  /** Returns the minimum time of a request, whatever its readers' timeouts. */
  static long shortestNanos() {
    return SHORTEST_NANOS;
  }
}
