package io.github.scaler4j.datadogapi;

import io.github.scaler4j.source.LimitAdvice;
import io.github.scaler4j.source.RateLimitStatus;
import io.github.scaler4j.trigger.DatadogQuery;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The queries of one account that have readers, in the order in which they get their turns, and
 * what it takes to ask for them all. Belongs to the plan.
 */
final class QueryRegister {

  // One character between two queries, escaped.
  private static final int COMMA = 3;

  private final DatadogApiOptions options;
  private final QueryQueues queues;
  private final RequestComposer requests;
  // How many texts hold how many queries, the widest texts first.
  private final NavigableMap<Integer, Integer> widths = new TreeMap<>(Comparator.reverseOrder());
  private int size;
  private int sentAlone;
  // Datadog counts each query of a text.
  private int topLevelQueries;
  private long characters;
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
    QueryEntry entry = new QueryEntry(query, nextNewcomer++, readers);
    requests.add(entry);
    count(entry, 1);
    return entry;
  }

  /** Removes a query that no longer has readers. */
  void leave(QueryEntry query) {
    if (query.isForgotten()) {
      return;
    }
    queues.forget(query);
    requests.remove(query);
    count(query, -1);
  }

  private void count(QueryEntry query, int change) {
    size += change;
    topLevelQueries += change * QueryRequests.count(query.query());
    if (isSentAlone(query)) {
      sentAlone += change;
    } else {
      widths.merge(query.query().topLevelQueries(), change, QueryRegister::sum);
      characters += (long) change * (query.escapedLength() + COMMA);
    }
  }

  private boolean isSentAlone(QueryEntry query) {
    return !options.batching()
        || !query.query().batchable()
        || query.query().topLevelQueries() >= options.maxBatchQueries()
        || query.escapedLength() > options.maxEscapedQuery();
  }

  /** Gives queries that are sent their turns, in order. */
  void takeTurns(List<QueryEntry> asked) {
    for (QueryEntry query : asked) {
      query.takeTurn(++lastTurn);
    }
  }

  private static @Nullable Integer sum(Integer one, Integer other) {
    int sum = one + other;
    return sum == 0 ? null : sum;
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
        LimitAdvice.of(
                limit,
                topLevelQueries,
                requestsWithout(size - requests.plannedQueries(size)),
                options.freshFor())
            .withMergedRequests(requestsWithout(size - requests.mergedQueries(size)))
            .withShare(options.budgetShare()));
  }

  /**
   * Returns how many requests carry all texts once.
   *
   * @param saved how many texts merging spares; only those of one query can be merged
   */
  private int requestsWithout(int saved) {
    if (!options.batching()) {
      return Math.max(1, sentAlone - saved);
    }
    Map<Integer, Integer> left = new TreeMap<>(widths);
    left.computeIfPresent(1, (width, texts) -> Math.max(0, texts - saved));
    left.values().removeIf(texts -> texts == 0);
    int byQueries = 0;
    while (!left.isEmpty()) {
      fillRequest(left);
      byQueries++;
    }
    double escaped = (double) characters * (size - saved) / size;
    int bySize = (int) Math.ceil(escaped / options.maxEscapedQuery());
    return Math.max(1, sentAlone + Math.max(byQueries, bySize));
  }

  /**
   * Removes the texts of a request, widest first, because narrow ones fit into the space they
   * leave.
   */
  private void fillRequest(Map<Integer, Integer> left) {
    int room = options.maxBatchQueries();
    for (Map.Entry<Integer, Integer> texts : List.copyOf(left.entrySet())) {
      int width = texts.getKey();
      int taken = Math.min(texts.getValue(), room / width);
      room -= taken * width;
      left.computeIfPresent(width, (any, count) -> count == taken ? null : count - taken);
    }
  }
}
