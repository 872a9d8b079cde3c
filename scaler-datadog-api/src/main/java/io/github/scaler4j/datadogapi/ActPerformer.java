package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.HostGuard;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.engine.SupplierFailure;
import io.github.scaler4j.source.Deadline;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Performs the acts of an account's plan. Thread-safe; called without the lane's lock. */
final class ActPerformer {

  private static final Logger log = LoggerFactory.getLogger(ActPerformer.class);

  private final LaneCalls calls;
  private final HostGuard guard;
  private final SourceEvents events;
  private final Predicate<Batch> isAwaited;

  /**
   * Creates an account's performer.
   *
   * @param calls the account's requests under way
   * @param guard the guard of the host that the plan asks; changes of its state are logged here,
   *     because the plan runs under a lock
   * @param isAwaited whether the plan still waits for the end of a request
   */
  ActPerformer(LaneCalls calls, HostGuard guard, SourceEvents events, Predicate<Batch> isAwaited) {
    this.calls = calls;
    this.guard = guard;
    this.events = events;
    this.isAwaited = isAwaited;
  }

  /** Performs acts in order. If one fails, the others are performed all the same. */
  void perform(List<Act> acts) {
    guard.logState();
    for (Act act : acts) {
      try {
        perform(act);
      } catch (Throwable e) {
        onFailure(act, e);
      }
    }
  }

  private static void onFailure(Act act, Throwable why) {
    if (act instanceof Act.Notification notification) {
      // Otherwise the query's readers would wait until their deadlines.
      notification.query().readers().onAbort(why);
    } else {
      log.warn("could not perform {}", act.getClass().getSimpleName(), SupplierFailure.of(why));
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
      notification.notifyReaders();
    }
  }

  private void send(Batch batch, Deadline deadline) {
    calls.begin(batch, deadline);
    try {
      // The request may have been given up before its call existed.
      if (!isAwaited.test(batch)) {
        calls.cancel(batch);
      }
    } finally {
      calls.follow(batch);
    }
  }
}
