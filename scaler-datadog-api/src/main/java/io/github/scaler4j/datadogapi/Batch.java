package io.github.scaler4j.datadogapi;

import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The queries of one request, in the order in which they are joined.
 *
 * @param queries at least one, all of one account and window
 * @param timeout the longest time that one of the readers has
 * @param company those that were asked together at first, of which these may be a part
 */
record Batch(List<LiveQuery> queries, Duration timeout, Company company) {

  Batch {
    queries = List.copyOf(queries);
  }

  static Batch of(List<LiveQuery> queries) {
    Duration longest = Duration.ZERO;
    for (LiveQuery live : queries) {
      longest = live.timeout.compareTo(longest) > 0 ? live.timeout : longest;
    }
    return new Batch(queries, longest, new Company(queries.size()));
  }

  boolean single() {
    return queries.size() == 1;
  }

  List<DatadogQuery> texts() {
    List<DatadogQuery> texts = new ArrayList<>(queries.size());
    for (LiveQuery live : queries) {
      texts.add(live.query);
    }
    return texts;
  }

  /** Splits a batch of several in two, so that what refuses it ends up alone. */
  List<Batch> halves() {
    int middle = (queries.size() + 1) / 2;
    return List.of(
        new Batch(queries.subList(0, middle), timeout, company),
        new Batch(queries.subList(middle, queries.size()), timeout, company));
  }

  /**
   * Queries that were asked together, and whether Datadog accepted any of them. Guarded by the
   * lane's lock.
   */
  static final class Company {
    private final boolean alone;
    private boolean accepted;

    Company(int size) {
      this.alone = size == 1;
    }

    void accept() {
      accepted = true;
    }

    /**
     * Whether one of them that was refused is known to be at fault. Where all were refused, Datadog
     * may be; to ask each alone from then on would cost a request each.
     */
    boolean culpritsAreSure() {
      return alone || accepted;
    }
  }
}
