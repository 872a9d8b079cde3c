package io.github.scaler4j.datadogapi;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.IsolationEvent;
import io.github.scaler4j.source.SourceListener;
import java.time.Duration;
import java.util.List;

/** Decides what the end of a request means for its queries. Belongs to the plan. */
final class Verdicts {

  private final String host;
  private final DatadogApiOptions options;
  private final QueryQueues queues;

  /**
   * Makes the verdicts of one account.
   *
   * @param host names the host in events
   * @param queues where queries rest
   */
  Verdicts(String host, DatadogApiOptions options, QueryQueues queues) {
    this.host = host;
    this.options = options;
    this.queues = queues;
  }

  /**
   * Settles a request that will not be repeated: each of its queries rests, and its readers are
   * told, or it is asked again in a smaller request.
   *
   * @return the smaller requests to send; empty unless one query of several made the request fail
   */
  List<Batch> settle(Batch batch, Reply reply, Step.Draft draft, long nowNanos) {
    if (reply instanceof Reply.Missing missing) {
      fail(batch, missing.why(), draft);
    } else if (reply instanceof Reply.Answered answered) {
      deliver(batch, answered, draft, nowNanos);
    } else if (reply instanceof Reply.Refused refused && !refused.queriesAtFault()) {
      fail(batch, refused.fault(), draft);
    } else if (batch.isSingle()) {
      backOff(batch, reply, draft, nowNanos);
    } else {
      batch.queries().forEach(query -> query.moveTo(Place.PLANNED));
      return batch.split();
    }
    return List.of();
  }

  private void deliver(Batch batch, Reply.Answered answered, Step.Draft draft, long nowNanos) {
    batch.queries().forEach(query -> query.accept(nowNanos));
    batch.cohort().accept();
    batch.queries().forEach(queues::rest);
    for (int i = 0; i < batch.queries().size(); i++) {
      QueryAnswer answer = new QueryAnswer.Answered(answered.series().get(i));
      draft.add(new Act.Deliver(batch.queries().get(i), answer, options.freshFor()));
    }
  }

  /** A query was refused although it was asked alone: it backs off, and its readers learn why. */
  private void backOff(Batch batch, Reply reply, Step.Draft draft, long nowNanos) {
    QueryEntry culprit = batch.queries().get(0);
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
      draft.add(new Act.Fail(culprit, why, batch.deadline()));
    }
  }

  private void reportIsolation(
      QueryEntry culprit, MetricSourceException why, Duration pause, Step.Draft draft) {
    IsolationEvent event = new IsolationEvent(host, culprit.query().text(), why, pause);
    draft.add(new Act.Report(told -> told.tell(SourceListener::onIsolation, () -> event)));
  }

  /** Tells the readers of all queries why no answer came. */
  void fail(Batch batch, Throwable why, Step.Draft draft) {
    batch.queries().forEach(queues::rest);
    for (QueryEntry query : batch.queries()) {
      draft.add(
          why instanceof MetricSourceException fault
              ? new Act.Fail(query, fault, batch.deadline())
              : new Act.Abort(query, why));
    }
  }
}
