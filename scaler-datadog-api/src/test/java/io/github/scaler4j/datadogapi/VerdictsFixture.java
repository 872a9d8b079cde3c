package io.github.scaler4j.datadogapi;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An account's verdicts, and requests that end. */
abstract class VerdictsFixture {

  static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  static final long MINUTE = 60 * SECOND;
  static final Deadline DEADLINE = new Deadline(3 * SECOND);
  final MetricSourceException reset = new TransportException("reset", null);

  final DatadogApiOptions options =
      DatadogApiOptions.builder().maxBatchQueries(8).merging(true).build();
  final PathCapacity path = new PathCapacity(8);
  final TestRequests requests = new TestRequests(options, path);
  final QueryQueues queues = new QueryQueues(options, path, requests);

  final Verdicts verdicts = new Verdicts("api.example.com", options, queues, path, requests);
  HostHealth health = HostHealth.UNKNOWN;
  Step.Draft draft = new Step.Draft();
  long now = SECOND;
  long turns;

  Batch batch(int size) {
    return batch(size, 1);
  }

  /** A request of triggers with several queries each. */
  Batch batch(int size, int queriesEach) {
    List<QueryEntry> queries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String text = Triggers.text("q" + turns, queriesEach);
      QueryEntry query =
          new QueryEntry(Triggers.query(text, 0, queriesEach), ++turns, new SilentReaders(true));
      query.join(DEADLINE);
      queries.add(query);
    }
    return batch(queries);
  }

  Batch batch(List<QueryEntry> queries) {
    for (QueryEntry query : queries) {
      query.takeTurn(++turns);
      query.moveTo(Place.IN_FLIGHT);
    }
    return Batch.of(queries, now);
  }

  List<Batch> settle(Batch batch, Reply reply) {
    draft = new Step.Draft();
    return verdicts.settle(batch, reply, health, draft, now);
  }

  List<Act> acts() {
    return draft.finish().acts();
  }

  static Reply answer(Batch batch) {
    return new Reply.Answered(
        RateLimitHeaders.NONE, batch.queries().stream().map(query -> List.<Series>of()).toList());
  }

  static Reply refused(MetricSourceException fault) {
    return new Reply.Refused(RateLimitHeaders.NONE, fault, false);
  }

  static Reply queryRefused() {
    return new Reply.Refused(RateLimitHeaders.NONE, new QueryRejectedException("bad"), true);
  }

  void failHost(int times) {
    for (int i = 0; i < times; i++) {
      health = health.onFailure(now);
    }
  }

  static List<@Nullable Suspicion> suspicions(Batch batch) {
    return batch.queries().stream().map(QueryEntry::suspicion).distinct().toList();
  }

  static boolean isParted(Batch batch) {
    return suspicions(batch).size() == 2;
  }
}
