package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.engine.Refresh;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The promises that a plan keeps after each event: a query with waiting readers is due, belongs to
 * exactly one batch, or has its readers notified, once at most by an event unless it is refused;
 * requests in flight stay within their bound; every permit of the guard belongs to a request in
 * flight; no query is added to a request, however near its value is to a boundary, while a due one
 * that would fit is left out, unless the added one's family is asked together.
 */
final class LanePromises {

  /** The queries that a test has entered in the plan. */
  final List<QueryEntry> queries = new ArrayList<>();

  /** The requests that have not ended. */
  final List<Batch> sent = new ArrayList<>();

  private final LanePlan plan;
  private final DatadogApiOptions options;
  private final CountingGuard guard;
  private final Set<QueryEntry> waiting = new HashSet<>();

  /** The queries whose readers the present event has notified. */
  private final Set<QueryEntry> told = new HashSet<>();

  private final Set<Batch> everSent = new HashSet<>();
  private final Set<QueryEntry> inFlight = new HashSet<>();
  private final Set<QueryEntry> resting = new HashSet<>();

  LanePromises(LanePlan plan, DatadogApiOptions options, CountingGuard guard) {
    this.plan = plan;
    this.options = options;
    this.guard = guard;
  }

  /** Remembers, before an event, which queries no reader wants. */
  void noteResting() {
    resting.clear();
    for (QueryEntry query : queries) {
      if (query.place() == Place.RESTING) {
        resting.add(query);
      }
    }
  }

  /** A reader wants a value, and waits for it unless it is refused. */
  void onWish(QueryEntry query, Refresh refresh) {
    resting.remove(query);
    if (!(refresh instanceof Refresh.Refused)) {
      waiting.add(query);
    }
  }

  /** The readers of a query have left, or have been notified. */
  void onReadersGone(QueryEntry query) {
    waiting.remove(query);
    SilentReaders.of(query).waiting = false;
  }

  /** Performs the acts of an event, and checks all promises. */
  void onStep(Step step) {
    told.clear();
    step.acts().forEach(this::perform);
    checkPlaces();
    checkRiders(step);
  }

  private void perform(Act act) {
    if (act instanceof Act.Send send) {
      require(everSent.add(send.batch()), send.batch(), "was sent before");
      sent.add(send.batch());
    } else if (act instanceof Act.Notification notification) {
      QueryEntry query = notification.query();
      // A request that the guard refuses may hold queries without readers, each time the same.
      require(told.add(query) || act instanceof Act.Refuse, query.query().text(), "is told twice");
      onReadersGone(query);
    }
  }

  private void checkPlaces() {
    int awaited = 0;
    inFlight.clear();
    for (Batch batch : sent) {
      if (plan.awaits(batch)) {
        awaited++;
        for (QueryEntry query : batch.queries()) {
          require(inFlight.add(query), query.query().text(), "is in two requests");
          require(query.place() == Place.IN_FLIGHT, query.query().text(), "is not in flight");
        }
      }
    }
    require(awaited <= options.maxParallelRequests(), awaited, "requests at a time");
    require(guard.permits() == sent.size(), guard.permits(), "permits");
    for (QueryEntry query : waiting) {
      require(query.place() != Place.RESTING, query.query().text(), "is neither wanted nor told");
      require(
          query.place() != Place.IN_FLIGHT || inFlight.contains(query),
          query.query().text(),
          "has no request");
    }
  }

  /** A request includes resting queries only in room that no due query needs. */
  private void checkRiders(Step step) {
    for (Act act : step.acts()) {
      if (act instanceof Act.Send send && options.batching() && !options.merging()) {
        List<QueryEntry> sentNow = send.batch().queries();
        boolean hasRider = sentNow.stream().anyMatch(resting::contains);
        for (QueryEntry query : queries) {
          require(
              !hasRider || query.place() != Place.DUE || !shares(query, sentNow.get(0)),
              query.query().text(),
              "is due, but its room was taken");
        }
      }
    }
  }

  private static boolean shares(QueryEntry query, QueryEntry other) {
    return query.query().topLevelQueries() == 1
        && !query.goesAlone()
        && query.window().equals(other.window())
        && query.timeoutClass() == other.timeoutClass()
        && query.suspicion() == other.suspicion();
  }

  /** A plain condition, because it is checked after each random event. */
  private static void require(boolean condition, Object subject, String fault) {
    if (!condition) {
      throw new AssertionError(subject + " " + fault);
    }
  }

  boolean areAtRest() {
    return waiting.isEmpty()
        && sent.isEmpty()
        && queries.stream().allMatch(query -> query.place() == Place.RESTING);
  }

  /** Checks that no reader is lost once all requests have been answered. */
  void checkRest() {
    assertThat(waiting).as("lost").isEmpty();
    for (QueryEntry query : queries) {
      assertThat(query.place()).isEqualTo(Place.RESTING);
    }
  }
}
