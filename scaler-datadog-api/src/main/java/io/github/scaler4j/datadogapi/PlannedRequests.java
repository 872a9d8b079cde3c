package io.github.scaler4j.datadogapi;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.engine.RetryDelay;
import io.github.scaler4j.error.MetricSourceException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests that have not been sent and whose queries are known: retries of failed requests,
 * each after a delay, and halves of refused ones. Belongs to the plan.
 */
final class PlannedRequests {

  // Most of several queries are not at fault, so they don't wait long together.
  private static final Duration LONGEST_PAUSE_OF_SEVERAL = Duration.ofSeconds(1);

  private final int mostRetries;
  private final DoubleSupplier random;
  private final Deque<Batch> halves = new ArrayDeque<>();
  private final PriorityQueue<Batch> retries =
      new PriorityQueue<>(Comparator.comparingLong(Batch::notBeforeNanos));

  /**
   * Creates an instance without requests.
   *
   * @param mostRetries the maximum number of retries of a request
   * @param random supplies numbers from 0 to 1, for the delays
   */
  PlannedRequests(int mostRetries, DoubleSupplier random) {
    this.mostRetries = mostRetries;
    this.random = random;
  }

  /**
   * Plans to retry a request that has failed.
   *
   * @return false if it is not retried: its fault is permanent, its queries are suspects, no retry
   *     is left, several queries would wait too long, or the retry would be too late for its
   *     readers
   */
  boolean retry(Batch batch, Reply reply, long nowNanos) {
    MetricSourceException passing = reply.passingFault();
    if (passing == null
        || !Reply.isWorthRepeating(passing)
        || batch.suspicion() != null
        || batch.retries() >= mostRetries
        || (!batch.isSingle()
            && RetryDelay.asked(passing).compareTo(LONGEST_PAUSE_OF_SEVERAL) > 0)) {
      return false;
    }
    long delay = RetryDelay.after(passing, batch.retries() + 1, random).toNanos();
    if (delay >= batch.deadline().atNanos() - nowNanos) {
      return false;
    }
    batch.queries().forEach(query -> query.moveTo(Place.PLANNED));
    retries.add(batch.retry(passing, nowNanos + delay));
    return true;
  }

  /** Delays a retry that was removed. */
  void postpone(Batch retry, long untilNanos) {
    retries.add(retry.postpone(untilNanos));
  }

  /** Removes and returns the next retry whose delay is over, or null. */
  @Nullable Batch nextRetry(Step.Draft draft, long nowNanos) {
    Batch next = retries.peek();
    if (next == null) {
      return null;
    }
    if (next.notBeforeNanos() - nowNanos > 0) {
      draft.wakeAt(next.notBeforeNanos());
      return null;
    }
    return retries.remove();
  }

  /**
   * Returns how many retries will be sent shortly. Retries that wait because of {@code Retry-After}
   * take no place from others.
   */
  int soonRetried() {
    int soon = 0;
    for (Batch batch : retries) {
      soon += waitsForRetryAfter(batch) ? 0 : 1;
    }
    return soon;
  }

  /** Whether a retry waits, or has waited, because the host asked for it. */
  static boolean waitsForRetryAfter(Batch retry) {
    MetricSourceException why = retry.lastFault();
    return why != null && !RetryDelay.asked(why).isZero();
  }

  /**
   * Returns why the last attempt failed, for a query whose retry is waiting; null for other
   * queries.
   */
  @Nullable MetricSourceException lastFault(QueryEntry query) {
    for (Batch batch : retries) {
      if (batch.queries().contains(query)) {
        return batch.lastFault();
      }
    }
    return null;
  }

  /** Plans the halves of a refused request. */
  void addHalves(List<Batch> parts) {
    halves.addAll(parts);
  }

  boolean isEmpty() {
    return halves.isEmpty() && retries.isEmpty();
  }

  boolean hasHalves() {
    return !halves.isEmpty();
  }

  /** Removes and returns the half that was planned first. */
  Batch nextHalf() {
    return halves.remove();
  }

  /** Removes and returns all retries. */
  List<Batch> drainRetries() {
    List<Batch> drained = new ArrayList<>(retries);
    retries.clear();
    return drained;
  }

  /** Removes and returns all requests. */
  List<Batch> drain() {
    List<Batch> drained = new ArrayList<>(halves);
    halves.clear();
    drained.addAll(drainRetries());
    return drained;
  }
}
