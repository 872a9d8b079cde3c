package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.source.Deadline;
import java.util.List;
import java.util.function.Predicate;

/** Performs the actions of an account's plan. Thread-safe; called without the lane's lock. */
final class ActPerformer {

  private final LaneCalls calls;
  private final SourceEvents events;
  private final Predicate<Batch> isAwaited;

  /**
   * Creates an account's performer.
   *
   * @param calls the account's requests under way
   * @param isAwaited whether the plan still waits for the end of a request
   */
  ActPerformer(LaneCalls calls, SourceEvents events, Predicate<Batch> isAwaited) {
    this.calls = calls;
    this.events = events;
    this.isAwaited = isAwaited;
  }

  /** Performs actions in order. */
  void perform(List<Act> acts) {
    for (Act act : acts) {
      perform(act);
    }
  }

  private void perform(Act act) {
    if (act instanceof Act.Send send) {
      send(send.batch(), send.deadline());
    } else if (act instanceof Act.Cancel cancel) {
      calls.cancel(cancel.batch());
    } else if (act instanceof Act.Report report) {
      report.event().accept(events);
    } else if (act instanceof Act.Notification notification) {
      notifyReaders(notification);
    }
  }

  private void send(Batch batch, Deadline deadline) {
    calls.begin(batch, deadline);
    // The request may have been given up before its call existed.
    if (!isAwaited.test(batch)) {
      calls.cancel(batch);
    }
    calls.follow(batch);
  }

  // An exception while one query's readers are notified must not keep the answer from another's.
  private static void notifyReaders(Act.Notification notification) {
    try {
      notification.notifyReaders();
    } catch (RuntimeException | Error e) {
      notification.query().readers().onAbort(e);
    }
  }
}
