package io.github.scaler4j.datadogapi;

import io.github.scaler4j.source.LimitAdvice;
import io.github.scaler4j.source.RateLimitStatus;
import io.github.scaler4j.trigger.DatadogQuery;
import java.util.List;
import java.util.Optional;

/**
 * The queries of one account that have readers, in the order in which they get their turns, and
 * what it takes to ask for them all. Belongs to the plan.
 */
final class QueryRegister {

  private final DatadogApiOptions options;
  private final QueryQueues queues;
  private final RequestComposer requests;
  private int size;
  // New queries precede all others, in their order of arrival.
  private long nextNewcomer = Long.MIN_VALUE;
  private long lastTurn;

  QueryRegister(DatadogApiOptions options, QueryQueues queues, RequestComposer requests) {
    this.options = options;
    this.queues = queues;
    this.requests = requests;
  }

  /** Adds a query. */
  QueryEntry enter(DatadogQuery query, AnswerSink readers) {
    size++;
    QueryEntry entry = new QueryEntry(query, nextNewcomer++, readers);
    requests.add(entry);
    return entry;
  }

  /** Removes a query that no longer has readers. */
  void leave(QueryEntry query) {
    if (query.isForgotten()) {
      return;
    }
    queues.forget(query);
    requests.remove(query);
    size--;
  }

  /** Gives queries that are sent their turns, in order. */
  void takeTurns(List<QueryEntry> asked) {
    for (QueryEntry query : asked) {
      query.takeTurn(++lastTurn);
    }
  }

  int size() {
    return size;
  }

  /** Returns what the queries need of a limit; empty without a query. */
  Optional<LimitAdvice> advise(RateLimitStatus limit) {
    if (size == 0) {
      return Optional.empty();
    }
    return Optional.of(
        LimitAdvice.of(limit, size, requestsFor(requests.plannedQueries(size)), options.freshFor())
            .withMergedRequests(requestsFor(requests.mergedQueries(size)))
            .withShare(options.budgetShare()));
  }

  private int requestsFor(int queries) {
    int perRequest = options.batching() ? options.maxBatchQueries() : 1;
    return Math.max(1, (queries + perRequest - 1) / perRequest);
  }
}
