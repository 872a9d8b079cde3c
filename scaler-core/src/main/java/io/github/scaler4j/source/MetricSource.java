package io.github.scaler4j.source;

import io.github.scaler4j.trigger.DatadogTrigger;
import java.util.concurrent.CompletableFuture;

/**
 * Reads metrics of one kind of trigger. {@code MetricSourceContract} in the test fixtures checks
 * the contract of every source.
 *
 * <p>Thread-safe. A source serves any number of scalers, which share its connections, upstream
 * queries and budget.
 */
public interface MetricSource extends AutoCloseable {

  /**
   * Returns whether this source can read a trigger.
   *
   * @param trigger any trigger
   * @return true if {@link #fetch} accepts it
   */
  boolean supports(DatadogTrigger trigger);

  /**
   * Fetches the trigger's metric, or joins a fetch under way.
   *
   * <p>Never blocks, never runs the caller's code on this thread, and never throws because of the
   * upstream. Each caller gets a new future; cancelling or completing it affects no other reader.
   * The future completes by the deadline, on a thread that other readers may need. Run slow
   * callbacks on {@link SourceContext#executor()}, as {@link
   * io.github.scaler4j.DatadogScaler#readAsync()} does.
   *
   * @param trigger a trigger that this source {@linkplain #supports supports}
   * @param deadline until when the caller waits
   * @return a future that completes with the answer or fails with a {@link
   *     io.github.scaler4j.error.MetricSourceException}
   * @throws IllegalArgumentException if the trigger is of another kind
   */
  CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline);

  /**
   * Checks step by step what a read of a trigger needs, to troubleshoot a setup. Blocks until the
   * deadline at most. A source that reads from several hosts may take the same time for each, so
   * that one that hangs does not hide what is wrong with another.
   *
   * @param trigger a trigger that this source {@linkplain #supports supports}
   * @param deadline until when a single read waits
   * @return the steps; by default a single one, a read with {@link #fetch}. A source that keeps
   *     values overrides this to query its upstream
   * @throws IllegalArgumentException if the trigger is of another kind
   * @throws RuntimeException if the caller's own code, such as an interceptor of its HTTP client,
   *     throws it; an {@link Error} likewise
   */
  default Verification verify(DatadogTrigger trigger, Deadline deadline) {
    return Verification.ofRead(trigger, fetch(trigger, deadline));
  }

  /**
   * Returns the source's counts and the state of its hosts.
   *
   * @return a snapshot; {@link SourceStatistics#NONE} by default
   */
  default SourceStatistics statistics() {
    return SourceStatistics.NONE;
  }

  /**
   * Closes the source's connections and fails pending and later fetches. Does not wait for requests
   * in flight. Objects that the caller passed in stay open. Closing again has no effect.
   */
  @Override
  void close();
}
