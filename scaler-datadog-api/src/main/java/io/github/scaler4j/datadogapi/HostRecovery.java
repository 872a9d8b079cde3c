package io.github.scaler4j.datadogapi;

import org.jspecify.annotations.Nullable;

/**
 * Reunites the queries of a host that was down for all of them. Belongs to the plan.
 *
 * <p>A host that was down and a request that was too large look alike: a large request failed, and
 * a part of it is answered. So a whole request, the probe, is sent first. If it is answered,
 * suspicions from the meantime are lifted; if not, the search continues.
 */
final class HostRecovery {

  private final QueryQueues queues;
  private final PathCapacity path;
  private boolean pending;
  private long sinceNanos;
  private @Nullable Batch probe;

  HostRecovery(QueryQueues queues, PathCapacity path) {
    this.queues = queues;
    this.path = path;
  }

  /** Whether the probe, which precedes the suspects, has not been sent yet. */
  boolean awaitsProbe() {
    return pending && probe == null;
  }

  /** Returns when suspects are sent. The probe is sent first, and its end decides about them. */
  SuspectOrder suspects() {
    if (!pending) {
      return SuspectOrder.IN_TURN;
    }
    return probe == null ? SuspectOrder.LAST : SuspectOrder.HELD;
  }

  /**
   * Begins when a host answers again.
   *
   * @param downSinceNanos when it went down
   */
  void begin(long downSinceNanos) {
    pending = queues.liftLargestCohort(downSinceNanos);
    sinceNanos = downSinceNanos;
    probe = null;
    if (pending) {
      path.ignoreFailures();
    }
  }

  /** Handles a request that is sent. The first one without suspects is the probe. */
  void onSend(Batch batch) {
    if (awaitsProbe() && batch.suspicion() == null) {
      probe = batch;
    }
  }

  /** Handles the end of a request. */
  void onEnd(Batch batch, boolean answered) {
    if (batch != probe) {
      return;
    }
    pending = false;
    probe = null;
    path.heedFailures();
    if (answered) {
      queues.liftSuspicions(sinceNanos);
    }
  }
}
