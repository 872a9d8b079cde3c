package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Guards a host on behalf of one metric, so that the faults of a few metrics affect no other.
 *
 * <p>A fault over a connection may be due to the metric alone. It counts against the host only if
 * the host has answered nobody since the metric began to fail. While the circuit is open for such
 * faults, a metric that has not failed itself may try the host, one at a time, unless the host asks
 * for a pause; its answer closes the circuit. Of those that have failed, the one that has waited
 * longest tries first.
 *
 * <p>Thread-safe, for one request at a time.
 */
public final class MetricGuard implements Attempts.Guard {

  private final HostGuard host;
  private final TimeSource time;
  private volatile FaultStreak faults = FaultStreak.NONE;
  private volatile long sentNanos;

  /**
   * Creates the guard of a metric that has not failed.
   *
   * @param host guards the host for all metrics
   * @param time tells when requests are sent and fail
   */
  public MetricGuard(HostGuard host, TimeSource time) {
    this.host = host;
    this.time = time;
  }

  /**
   * Returns whether it guards a host.
   *
   * @param other a guard for all metrics
   * @return true if it is this one's
   */
  public boolean isOf(HostGuard other) {
    return host.equals(other);
  }

  /**
   * Returns why the metric gets no requests to the host at present. Acquires no permission.
   *
   * @return null if a request may be tried
   */
  public @Nullable MetricSourceException refusal() {
    return host.refusal(faults);
  }

  @Override
  public boolean tryAcquire() {
    sentNanos = time.nanoTime();
    return host.tryAcquire(faults);
  }

  @Override
  public MetricSourceException fault() {
    return host.fault();
  }

  @Override
  public void release() {
    host.release();
  }

  @Override
  public void onSuccess() {
    faults = FaultStreak.NONE;
    host.onSuccess();
  }

  @Override
  public void onFailure(MetricSourceException why) {
    FaultStreak now = faults.with(sentNanos, time.nanoTime());
    faults = now;
    host.onFailure(why, now);
  }

  @Override
  public void logState() {
    host.logState();
  }
}
