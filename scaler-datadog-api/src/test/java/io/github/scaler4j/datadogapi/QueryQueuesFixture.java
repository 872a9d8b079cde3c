package io.github.scaler4j.datadogapi;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.source.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The queues of one account, with three queries. */
abstract class QueryQueuesFixture {

  static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  static final Deadline SOON = new Deadline(3 * SECOND);
  static final Deadline LATE = new Deadline(30 * SECOND);

  DatadogApiOptions options =
      DatadogApiOptions.builder().linger(Duration.ZERO).maxBatchQueries(4).build();
  QueryQueues queues = queues();
  Step.Draft draft = new Step.Draft();
  final QueryEntry first = SilentReaders.query("avg:first{*}", 1);
  final QueryEntry second = SilentReaders.query("avg:second{*}", 2);
  final QueryEntry third = SilentReaders.query("avg:third{*}", 3);

  QueryQueues queues() {
    PathCapacity path = new PathCapacity(options.maxBatchQueries());
    return new QueryQueues(options, path, new PlainRequests(options, path));
  }

  void wish(QueryEntry... wished) {
    for (QueryEntry query : wished) {
      queues.wish(query, SOON, 0);
    }
  }

  List<QueryEntry> take() {
    return take(SuspectOrder.IN_TURN);
  }

  List<QueryEntry> take(SuspectOrder suspects) {
    draft = new Step.Draft();
    WindowQueue next = queues.next(suspects, draft, 0);
    List<QueryEntry> taken = next == null ? List.of() : queues.takeBatch(next, 0);
    taken.forEach(query -> query.moveTo(Place.IN_FLIGHT));
    return taken;
  }

  static Suspicion suspect(long sinceNanos, QueryEntry... queries) {
    return suspect(new Cohort(queries.length, queries.length, 0), sinceNanos, queries);
  }

  static Suspicion suspect(Cohort cohort, long sinceNanos, QueryEntry... queries) {
    Suspicion suspicion = new Suspicion(cohort, sinceNanos);
    for (QueryEntry query : queries) {
      query.suspect(suspicion);
    }
    return suspicion;
  }
}
