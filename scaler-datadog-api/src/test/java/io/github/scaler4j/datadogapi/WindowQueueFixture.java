package io.github.scaler4j.datadogapi;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Queues for one window, and queries that rest or are due in them. */
abstract class WindowQueueFixture {

  static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  long now = -SECOND;
  DatadogApiOptions options = DatadogApiOptions.defaults();
  long turns;

  static WindowQueue queue(DatadogApiOptions options) {
    PathCapacity path = new PathCapacity(options.maxBatchQueries());
    return new WindowQueue(options, path, new PlainRequests(options, path));
  }

  /** Adds queries that were just answered. */
  List<QueryEntry> resting(WindowQueue queue, int count) {
    List<QueryEntry> resting = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      QueryEntry query = query("resting" + i);
      query.accept(now);
      queue.rest(query);
      resting.add(query);
    }
    return resting;
  }

  /** Makes a query due, and returns it. */
  QueryEntry due(WindowQueue queue, QueryEntry query) {
    queue.makeDue(query, now);
    return query;
  }

  QueryEntry query(String text) {
    return query(text, 1);
  }

  QueryEntry query(String text, int topLevelQueries) {
    return new QueryEntry(
        Triggers.query(text, 0, topLevelQueries), ++turns, new SilentReaders(true));
  }
}
