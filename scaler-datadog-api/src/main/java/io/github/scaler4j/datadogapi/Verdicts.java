package io.github.scaler4j.datadogapi;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.IsolationEvent;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the end of a request means for its queries. Belongs to the plan.
 *
 * <p>One query never harms its neighbours. A refusal that names a query's fault is split at once.
 * Any other failure of a request of several queries makes them suspects: each half is sent apart
 * from all others, and a half that is answered is acquitted. A query that fails alone while others
 * are answered backs off. If the host fails every request, its queries stay together.
 */
final class Verdicts {

  // For refusals that usually concern all queries. To find a single query at fault, a request is
  // split only at long intervals.
  private static final long SPLIT_AGAIN_AFTER_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final String host;
  private final DatadogApiOptions options;
  private final QueryQueues queues;
  private final PathCapacity path;
  private final RequestComposer requests;
  private boolean refusalSplit;
  private long refusalSplitNanos;

  /**
   * Creates the verdicts of one account.
   *
   * @param host names the host in events
   * @param queues where queries rest
   * @param path learns how much a request may hold
   * @param requests assigns series to queries
   */
  Verdicts(
      String host,
      DatadogApiOptions options,
      QueryQueues queues,
      PathCapacity path,
      RequestComposer requests) {
    this.host = host;
    this.options = options;
    this.queues = queues;
    this.path = path;
    this.requests = requests;
  }

  /**
   * Settles a request that will not be retried: each of its queries rests and its readers are
   * notified, or it is sent again in a smaller request.
   *
   * @param health whether the host answers other requests
   * @return the smaller requests to send; empty unless one query of several was refused
   */
  List<Batch> settle(Batch batch, Reply reply, HostHealth health, Step.Draft draft, long nowNanos) {
    if (reply instanceof Reply.Missing missing) {
      blame(batch, missing.why(), health, draft, nowNanos);
    } else if (reply instanceof Reply.Answered answered) {
      deliver(batch, answered, draft, nowNanos);
    } else if (reply instanceof Reply.Refused refused && !refused.queriesAtFault()) {
      blame(batch, refused.fault(), health, draft, nowNanos);
    } else if (batch.isMerged()) {
      requests.onFailure(nowNanos);
      batch.queries().forEach(query -> queues.askAgain(query, nowNanos));
    } else if (batch.isSingle()) {
      backOff(batch, reply, draft, nowNanos);
    } else {
      batch.queries().forEach(query -> query.moveTo(Place.PLANNED));
      return batch.split();
    }
    return List.of();
  }

  private void deliver(Batch batch, Reply.Answered answered, Step.Draft draft, long nowNanos) {
    List<@Nullable List<Series>> series = requests.distribute(batch, answered, draft, nowNanos);
    acquit(batch, nowNanos);
    for (int i = 0; i < series.size(); i++) {
      QueryEntry query = batch.queries().get(i);
      List<Series> own = series.get(i);
      if (own == null) {
        queues.askAgain(query, nowNanos);
      } else {
        query.accept(nowNanos);
        queues.rest(query);
        draft.add(new Act.Deliver(query, new QueryAnswer.Answered(own), options.freshFor()));
      }
    }
  }

  private void acquit(Batch batch, long nowNanos) {
    List<DatadogQuery> sent = batch.texts();
    int widest = 1;
    for (DatadogQuery text : sent) {
      widest = Math.max(widest, text.topLevelQueries());
    }
    path.onAnswer(QueryRequests.count(sent), widest, nowNanos);
    batch.cohort().clear(batch.topLevelQueries());
    batch.queries().forEach(QueryEntry::acquit);
    Suspicion suspicion = batch.suspicion();
    boolean lifted = suspicion != null && suspicion.isLifted();
    if (batch.cohort().wasTooLarge() && !lifted) {
      path.learn(batch.cohort(), nowNanos);
    }
  }

  /** Finds the queries that may have caused a failure, and notifies the readers of all queries. */
  void blame(Batch batch, Throwable why, HostHealth health, Step.Draft draft, long nowNanos) {
    suspect(batch, why, health, draft, nowNanos);
    fail(batch, why, draft);
  }

  /** Suspects the queries that may have caused a failure. The batch's queries must not rest yet. */
  void suspect(Batch batch, Throwable why, HostHealth health, Step.Draft draft, long nowNanos) {
    Suspicion suspicion = batch.suspicion();
    if (why instanceof MetricSourceException fault && !(fault instanceof RateLimitedException)) {
      batch.queries().forEach(query -> query.noteTrouble(nowNanos));
      if (batch.isMerged()) {
        if (mayBeOneQuery(batch, fault, health, nowNanos)) {
          requests.onFailure(nowNanos);
        }
      } else if (batch.isSingle()) {
        blameAlone(batch, fault, health, draft, nowNanos);
      } else if (mayBeOneQuery(batch, fault, health, nowNanos)) {
        suspectHalves(batch, nowNanos);
      } else if (suspicion != null && !Reply.isFailure(fault)) {
        queues.lift(suspicion);
      }
    }
  }

  private void blameAlone(
      Batch batch,
      MetricSourceException fault,
      HostHealth health,
      Step.Draft draft,
      long nowNanos) {
    QueryEntry query = batch.queries().get(0);
    if (health.hasAnsweredSince(query.troubledSinceNanos().orElse(nowNanos))) {
      batch.cohort().convict();
      if (query.suspicion() == null) {
        query.suspect(new Suspicion(batch.cohort(), nowNanos));
      }
      Duration pause = query.failAlone(fault, options.freshFor(), nowNanos);
      reportIsolation(query, fault, pause, draft);
    } else {
      query.pauseAsAsked(fault, nowNanos);
    }
  }

  /** Whether a single query may have made the request fail. */
  private boolean mayBeOneQuery(
      Batch batch, MetricSourceException fault, HostHealth health, long nowNanos) {
    if (Reply.isFailure(fault)) {
      return health.isWorthSplitting();
    }
    Suspicion suspicion = batch.suspicion();
    return suspicion == null
        ? maySplitRefusal(nowNanos)
        : health.hasAnsweredSince(suspicion.sinceNanos());
  }

  private boolean maySplitRefusal(long nowNanos) {
    if (refusalSplit && nowNanos - refusalSplitNanos < SPLIT_AGAIN_AFTER_NANOS) {
      return false;
    }
    refusalSplit = true;
    refusalSplitNanos = nowNanos;
    return true;
  }

  /** Makes each half a suspicion of its own, so that they are sent apart. */
  private static void suspectHalves(Batch batch, long nowNanos) {
    for (Batch half : batch.split()) {
      Suspicion suspicion = new Suspicion(batch.cohort(), nowNanos);
      half.queries().forEach(query -> query.suspect(suspicion));
    }
  }

  /** Backs off a query that was refused alone, and notifies its readers. */
  private void backOff(Batch batch, Reply reply, Step.Draft draft, long nowNanos) {
    QueryEntry culprit = batch.queries().get(0);
    culprit.acquit();
    batch.cohort().convict();
    batch.queries().forEach(queues::rest);
    if (reply instanceof Reply.Unprocessable unprocessable) {
      String reason = unprocessable.reason();
      Duration pause = culprit.markUnprocessable(options.freshFor(), batch.cohort(), nowNanos);
      reportIsolation(culprit, new UnexpectedResponseException(422, reason, null), pause, draft);
      draft.add(new Act.Deliver(culprit, new QueryAnswer.Unprocessable(reason), pause));
    } else {
      MetricSourceException why = ((Reply.Refused) reply).fault();
      Duration pause = culprit.refuse(why, batch.cohort(), nowNanos);
      reportIsolation(culprit, why, pause, draft);
      draft.add(new Act.Refuse(culprit, why));
    }
  }

  private void reportIsolation(
      QueryEntry culprit, MetricSourceException why, Duration pause, Step.Draft draft) {
    IsolationEvent event = new IsolationEvent(host, culprit.query().text(), why, pause);
    draft.add(new Act.Report(events -> events.publish(SourceListener::onIsolation, () -> event)));
  }

  private void fail(Batch batch, Throwable why, Step.Draft draft) {
    batch.queries().forEach(queues::rest);
    batch.queries().forEach(query -> draft.add(failure(query, why, batch.deadline())));
  }

  private static Act failure(QueryEntry query, Throwable why, Deadline requestDeadline) {
    if (!(why instanceof MetricSourceException fault)) {
      return new Act.Abort(query, why);
    }
    return Reply.isWorthRepeating(fault)
        ? new Act.Fail(query, fault, requestDeadline)
        : new Act.Refuse(query, fault);
  }

  /** Notifies the readers of all queries why no answer came; none of them asks again. */
  void refuse(Batch batch, MetricSourceException why, Step.Draft draft) {
    batch.queries().forEach(queues::rest);
    batch.queries().forEach(query -> draft.add(new Act.Refuse(query, why)));
  }

  /** Tells the queries' readers that no answer will come, even if older values exist. */
  void abort(List<QueryEntry> aborted, MetricSourceException why, Step.Draft draft) {
    for (QueryEntry query : aborted) {
      query.rest();
      draft.add(new Act.Abort(query, why));
    }
  }
}
