package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.Fetched;
import io.github.scaler4j.error.ScalerException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The reads of one run, and what each must end with. */
final class InterleavedReads {

  /**
   * One read.
   *
   * @param query the number of its query, which is also the query's value
   * @param future its result
   * @param dueNanos when it must have a result
   */
  record Read(int query, CompletableFuture<Fetched<QueryAnswer>> future, long dueNanos) {}

  /** All reads, oldest first. */
  final List<Read> all = new ArrayList<>();

  private final Set<Read> cancelled = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Notes that the caller of a read gives it up. */
  void onCancel(Read read) {
    cancelled.add(read);
  }

  boolean haveEnded() {
    return all.stream().allMatch(read -> read.future().isDone());
  }

  /** Checks that every read that must have ended has. */
  void checkEnds(Predicate<Read> mustHaveEnded) {
    for (Read read : all) {
      if (!read.future().isDone() && mustHaveEnded.test(read)) {
        throw new AssertionError("a reader of " + read.query() + " is lost");
      }
    }
  }

  /** Checks that each read ended with its query's value, with a fault, or cancelled. */
  void checkOutcomes() {
    Set<Object> futures = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Read read : all) {
      assertThat(futures.add(read.future())).as("a future of its own").isTrue();
      Throwable fault = read.future().handle((value, e) -> e).join();
      if (cancelled.contains(read)) {
        assertThat(fault).isInstanceOf(CancellationException.class);
      } else if (fault == null) {
        checkValue(read, read.future().join().value());
      } else {
        assertThat(fault).isInstanceOf(ScalerException.class);
      }
    }
  }

  private static void checkValue(Read read, QueryAnswer result) {
    if (result instanceof QueryAnswer.Answered answered) {
      for (Series series : answered.series()) {
        assertThat(series.value()).as("another query's value").isEqualTo(read.query());
      }
    }
  }
}
