package io.github.scaler4j.datadogapi;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.engine.RetryDelay;
import io.github.scaler4j.engine.UntrustedCertificate;
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
 * The requests that have not left and whose queries are known: repetitions of failed requests, each
 * after a delay, and halves of refused ones. Belongs to the plan.
 */
final class PlannedRequests {

  // Most of several queries are not at fault, so they don't wait long together.
  private static final Duration LONGEST_PAUSE_OF_SEVERAL = Duration.ofSeconds(1);

  private final int retries;
  private final DoubleSupplier random;
  private final Deque<Batch> halves = new ArrayDeque<>();
  private final PriorityQueue<Batch> repetitions =
      new PriorityQueue<>(Comparator.comparingLong(Batch::notBeforeNanos));

  /**
   * Creates an instance without requests.
   *
   * @param retries how often a request is repeated at most
   * @param random supplies numbers from 0 to 1, for the delays
   */
  PlannedRequests(int retries, DoubleSupplier random) {
    this.retries = retries;
    this.random = random;
  }

  /**
   * Plans the repetition of a request that has failed.
   *
   * @return false if it is not to be repeated: its fault will not pass, its queries are suspects,
   *     too few retries or too little time is left, or several queries would wait for long
   */
  boolean repeat(Batch batch, Reply reply, long nowNanos) {
    MetricSourceException passing = reply.passingFault();
    if (passing == null
        || UntrustedCertificate.isCauseOf(passing)
        || batch.suspicion() != null
        || batch.repetition() >= retries
        || (!batch.isSingle() && RetryDelay.asked(passing).compareTo(LONGEST_PAUSE_OF_SEVERAL) > 0)
        || batch.deadline().atNanos() - nowNanos <= RetryDelay.shortestAfter(passing).toNanos()) {
      return false;
    }
    long delay = RetryDelay.after(passing, batch.repetition() + 1, random).toNanos();
    batch.queries().forEach(query -> query.moveTo(Place.PLANNED));
    repetitions.add(batch.repeat(passing, nowNanos + delay));
    return true;
  }

  /** Delays a repetition that was removed. */
  void postpone(Batch repetition, long untilNanos) {
    repetitions.add(repetition.postpone(untilNanos));
  }

  /** Removes and returns the next repetition whose delay is over, or null. */
  @Nullable Batch nextRepetition(Step.Draft draft, long nowNanos) {
    Batch next = repetitions.peek();
    if (next == null) {
      return null;
    }
    if (next.notBeforeNanos() - nowNanos > 0) {
      draft.wakeAt(next.notBeforeNanos());
      return null;
    }
    return repetitions.remove();
  }

  /**
   * Returns how many repetitions leave within moments. Those that wait because the host asked for
   * it take no place from others.
   */
  int soonRepeated() {
    int soon = 0;
    for (Batch batch : repetitions) {
      soon += isLeftAlone(batch) ? 0 : 1;
    }
    return soon;
  }

  /** Whether a repetition waits, or has waited, because the host asked for it. */
  static boolean isLeftAlone(Batch repetition) {
    MetricSourceException why = repetition.lastFault();
    return why != null && !RetryDelay.asked(why).isZero();
  }

  /** Returns why the request of a query failed that waits for its repetition; null for others. */
  @Nullable MetricSourceException lastFault(QueryEntry query) {
    for (Batch batch : repetitions) {
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

  boolean hasHalves() {
    return !halves.isEmpty();
  }

  /** Removes and returns the half that was planned first. */
  Batch nextHalf() {
    return halves.remove();
  }

  /** Removes and returns all repetitions. */
  List<Batch> drainRepetitions() {
    List<Batch> drained = new ArrayList<>(repetitions);
    repetitions.clear();
    return drained;
  }

  /** Removes and returns all requests. */
  List<Batch> drain() {
    List<Batch> drained = new ArrayList<>(halves);
    halves.clear();
    drained.addAll(drainRepetitions());
    return drained;
  }
}
