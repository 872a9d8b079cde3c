package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.HostGuard;
import io.github.scaler4j.error.MetricSourceException;
import org.jspecify.annotations.Nullable;

/**
 * Adapts a {@link HostGuard} to a plan.
 *
 * @param host stops requests when the host fails them all; its lock is held for moments only, and
 *     never while it logs or calls a caller's code
 */
record LaneGuard(HostGuard host) implements Guard {

  @Override
  public @Nullable MetricSourceException refusal() {
    return host.refusal();
  }

  @Override
  public @Nullable MetricSourceException acquire() {
    return host.tryAcquire() ? null : host.fault();
  }

  @Override
  public void settle(Sign sign, @Nullable MetricSourceException fault) {
    switch (sign) {
      case ALIVE -> host.onSuccess();
      case FAILING -> host.onFailure(requireNonNull(fault));
      case NONE -> host.release();
    }
  }
}
