package io.github.scaler4j.datadogapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests in flight whose end still matters. Belongs to the plan. */
final class RequestsUnderWay {

  private final Map<Batch, Long> sentNanos = new LinkedHashMap<>();

  int size() {
    return sentNanos.size();
  }

  boolean isEmpty() {
    return sentNanos.isEmpty();
  }

  boolean contains(Batch batch) {
    return sentNanos.containsKey(batch);
  }

  void add(Batch batch, long nowNanos) {
    sentNanos.put(batch, nowNanos);
  }

  /** Returns false if it was not under way. */
  boolean remove(Batch batch) {
    return sentNanos.remove(batch) != null;
  }

  /** Removes and returns all requests. */
  List<Batch> drain() {
    List<Batch> drained = new ArrayList<>(sentNanos.keySet());
    sentNanos.clear();
    return drained;
  }

  /** Whether it has lasted at least as long as the shortest timeout. */
  boolean isLong(Batch batch, long nowNanos) {
    return nowNanos - sentNanos.getOrDefault(batch, nowNanos) >= TimeoutClass.shortestNanos();
  }

  /**
   * Returns the request of a query if all its readers left before their time was up; null
   * otherwise. If the readers' time is up, the request ends soon, and its answer may still serve
   * their next reads.
   */
  @Nullable Batch findAbandoned(QueryEntry query, long nowNanos) {
    for (Batch batch : sentNanos.keySet()) {
      if (batch.queries().contains(query)) {
        boolean inTime = batch.deadline().atNanos() - nowNanos > 0;
        return inTime && !batch.isAwaited() ? batch : null;
      }
    }
    return null;
  }
}
