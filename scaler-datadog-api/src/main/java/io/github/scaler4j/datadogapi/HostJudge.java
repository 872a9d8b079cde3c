package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.LostConnectionException;
import io.github.scaler4j.error.MetricSourceException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Judges by the end of each request whether the host answers at all. Belongs to the plan. */
final class HostJudge {

  private final Guard guard;
  private final HostRecovery recovery;
  private HostHealth health = HostHealth.UNKNOWN;

  HostJudge(Guard guard, HostRecovery recovery) {
    this.guard = guard;
    this.recovery = recovery;
  }

  HostHealth health() {
    return health;
  }

  /** Gives back the permit of an ended request, and records what its end shows about the host. */
  void judge(Batch batch, Reply reply, long nowNanos) {
    Guard.Sign sign = sign(batch, reply);
    guard.settle(sign, sign == Guard.Sign.FAILING ? reply.passingFault() : null);
    recovery.onEnd(batch, reply instanceof Reply.Answered);
    if (reply instanceof Reply.Answered) {
      if (health.isDown()) {
        recovery.begin(health.failingNanos());
      }
      health = health.onAnswer(nowNanos);
    } else if (isFailure(reply.fault())) {
      noteFailure(batch, nowNanos);
    }
  }

  // A 200 with an error or a page closes the circuit. But if a host answers every request so, no
  // query becomes a suspect.
  private static boolean isFailure(@Nullable Throwable fault) {
    return fault != null && Reply.isFailure(fault) && !LostConnectionException.isCauseOf(fault);
  }

  /**
   * Handles a request whose readers have all left.
   *
   * @param wasLong whether it had lasted so long that it counts as failed
   */
  void abandon(Batch batch, boolean wasLong, long nowNanos) {
    recovery.onEnd(batch, false);
    if (wasLong) {
      noteFailure(batch, nowNanos);
    }
  }

  private void noteFailure(Batch batch, long nowNanos) {
    if (!othersWereAnswered(batch)) {
      health = health.onFailure(nowNanos);
    }
  }

  private Guard.Sign sign(Batch batch, Reply reply) {
    MetricSourceException passing = reply.passingFault();
    if (passing == null || LostConnectionException.isCauseOf(passing)) {
      return reply instanceof Reply.Missing ? Guard.Sign.NONE : Guard.Sign.ALIVE;
    }
    return othersWereAnswered(batch) ? Guard.Sign.NONE : Guard.Sign.FAILING;
  }

  /** Whether others were answered since these queries began to fail, so they are at fault. */
  private boolean othersWereAnswered(Batch batch) {
    OptionalLong since = batch.troubledSinceNanos();
    return since.isPresent() && health.hasAnsweredSince(since.getAsLong());
  }
}
