package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.LostConnectionException;
import io.github.scaler4j.error.MetricSourceException;
import java.util.OptionalLong;

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

  /** Returns the permit of a request that has ended, with what its end shows about the host. */
  void judge(Batch batch, Reply reply, long nowNanos) {
    Guard.Sign sign = sign(batch, reply);
    guard.settle(sign, sign == Guard.Sign.FAILING ? reply.passingFault() : null);
    recovery.onEnd(batch, reply instanceof Reply.Answered);
    if (sign == Guard.Sign.FAILING) {
      health = health.onFailure(nowNanos);
    } else if (reply instanceof Reply.Answered) {
      if (health.isDown()) {
        recovery.begin(health.failingNanos());
      }
      health = health.onAnswer(nowNanos);
    }
  }

  private Guard.Sign sign(Batch batch, Reply reply) {
    MetricSourceException passing = reply.passingFault();
    if (passing == null || LostConnectionException.isCauseOf(passing)) {
      return reply instanceof Reply.Missing ? Guard.Sign.NONE : Guard.Sign.ALIVE;
    }
    // Others have been answered since these queries began to fail, so the host is not at fault.
    OptionalLong since = batch.troubledSinceNanos();
    return since.isPresent() && health.hasAnsweredSince(since.getAsLong())
        ? Guard.Sign.NONE
        : Guard.Sign.FAILING;
  }
}
