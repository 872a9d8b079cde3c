package io.github.scaler4j.datadogapi;

import io.github.scaler4j.source.Deadline;
import java.util.concurrent.TimeUnit;

/**
 * Classes of readers' timeouts, each twice the one before. Queries of different classes share no
 * request: a request lasts as long as its most patient reader, and the others would have no value
 * meanwhile.
 */
final class Patience {

  // KEDA's default timeout of a request.
  private static final long SHORTEST_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int LONGEST = 24;

  private Patience() {}

  /** Returns the class of a reader: 0 for up to 3 s, 1 for up to 6 s, and so on. */
  static int of(Deadline reader, long nowNanos) {
    long left = reader.atNanos() - nowNanos;
    int patience = 0;
    while (patience < LONGEST && left > SHORTEST_NANOS << patience) {
      patience++;
    }
    return patience;
  }

  /**
   * Returns the deadline of a request that leaves now: that of its readers, but not too early for
   * an answer.
   */
  static Deadline deadlineOf(Batch batch, long nowNanos) {
    // A reader with a short timeout may stop waiting; the answer still serves the others and its
    // next read. A request without enough time to be answered does not count against the host.
    Deadline shortest = new Deadline(nowNanos + SHORTEST_NANOS);
    return batch.deadline().isAfter(shortest) ? batch.deadline() : shortest;
  }

  /** Returns the minimum time of a request, whatever its readers' timeouts. */
  static long shortestNanos() {
    return SHORTEST_NANOS;
  }
}
