package io.github.scaler4j.datadogapi;

import org.jspecify.annotations.Nullable;

/**
 * Puts the queries of a host together again that was down for everybody. Belongs to the plan.
 *
 * <p>A host that was down and a request that was too large look alike: a large request failed, and
 * a part of it is answered. So one request is made whole again first. If it is answered, nobody is
 * suspected any longer for what happened meanwhile; if not, the search goes on.
 */
final class Reunion {

  private final QueryQueues queues;
  private final PathCapacity path;
  private boolean pending;
  private long sinceNanos;
  private @Nullable Batch probe;

  Reunion(QueryQueues queues, PathCapacity path) {
    this.queues = queues;
    this.path = path;
  }

  /** Whether the probe has not left yet: it precedes the suspects. */
  boolean awaitsProbe() {
    return pending && probe == null;
  }

  /** When suspects are asked: the probe leaves first, and its end decides about them. */
  Suspects suspects() {
    if (!pending) {
      return Suspects.IN_TURN;
    }
    return probe == null ? Suspects.LAST : Suspects.HELD;
  }

  /** The host answers again that was down since a moment. */
  void begin(long since) {
    pending = queues.liftLargestCohort(since);
    sinceNanos = since;
    probe = null;
    if (pending) {
      path.doubt();
    }
  }

  /** A request leaves: the first one without suspects is the probe. */
  void onSend(Batch batch) {
    if (awaitsProbe() && batch.suspicion() == null) {
      probe = batch;
    }
  }

  /** A request has ended. */
  void onEnd(Batch batch, boolean answered) {
    if (batch != probe) {
      return;
    }
    pending = false;
    probe = null;
    path.trust();
    if (answered) {
      queues.liftSuspicions(sinceNanos);
    }
  }
}
