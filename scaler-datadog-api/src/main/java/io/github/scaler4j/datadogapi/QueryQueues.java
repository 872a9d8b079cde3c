package io.github.scaler4j.datadogapi;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The queues of one account, one for each window. Belongs to the plan. */
final class QueryQueues {

  private final DatadogApiOptions options;
  private final Map<Window, WindowQueue> queues = new HashMap<>();

  QueryQueues(DatadogApiOptions options) {
    this.options = options;
  }

  /** Nobody waits for the query; it may ride along in a request of others. */
  void rest(QueryEntry query) {
    if (query.isForgotten()) {
      query.rest();
    } else {
      queueOf(query).rest(query);
    }
  }

  void makeDue(QueryEntry query, long nowNanos) {
    queueOf(query).makeDue(query, nowNanos);
  }

  private WindowQueue queueOf(QueryEntry query) {
    return queues.computeIfAbsent(query.window(), window -> new WindowQueue(options));
  }

  /** Nobody reads the query any more: it does not ride along. */
  void forget(QueryEntry query) {
    query.forget();
    WindowQueue queue = queues.get(query.window());
    if (queue != null && query.place() == Place.RESTING) {
      queue.remove(query);
      if (queue.isEmpty()) {
        queues.remove(query.window());
      }
    }
  }

  /** Returns the queue whose first query has waited longest, among those that linger no more. */
  @Nullable WindowQueue next(Step.Draft draft, long nowNanos) {
    WindowQueue next = null;
    QueryEntry first = null;
    for (WindowQueue queue : queues.values()) {
      QueryEntry candidate = queue.first();
      if (candidate == null) {
        continue;
      }
      long linger = queue.lingerNanos(nowNanos);
      if (linger > 0) {
        draft.wakeAt(nowNanos + linger);
      } else if (first == null || QueryEntry.BY_TURN.compare(candidate, first) < 0) {
        first = candidate;
        next = queue;
      }
    }
    return next;
  }

  /** Takes out all queries that are due. */
  List<QueryEntry> drainDue() {
    List<QueryEntry> drained = new ArrayList<>();
    queues.values().forEach(queue -> drained.addAll(queue.drainDue()));
    return drained;
  }
}
