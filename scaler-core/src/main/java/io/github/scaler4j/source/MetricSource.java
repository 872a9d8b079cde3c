package io.github.scaler4j.source;

import io.github.scaler4j.trigger.DatadogTrigger;
import java.util.concurrent.CompletableFuture;

/**
 * Reads metrics of one kind of trigger. The contract that every source keeps is {@code
 * MetricSourceContract} in the test fixtures.
 *
 * <p>Thread-safe. A source serves any number of scalers and shares between them what can be shared:
 * connections, upstream queries, budget.
 */
public interface MetricSource extends AutoCloseable {

  /**
   * Tells whether this source reads such a trigger.
   *
   * @param trigger any trigger
   * @return true if {@link #fetch} takes it
   */
  boolean supports(DatadogTrigger trigger);

  /**
   * Fetches the trigger's metric, or joins a fetch under way.
   *
   * <p>Never blocks, runs no code of the caller's on this thread, and never throws for what happens
   * upstream. Each caller gets a future of its own; cancelling or completing it affects nobody
   * else. It completes by the deadline, on a thread that other readers may need: a callback that
   * may take long belongs on {@link SourceContext#executor()}, as {@link
   * io.github.scaler4j.DatadogScaler#readAsync()} has it.
   *
   * @param trigger a trigger that this source {@linkplain #supports supports}
   * @param deadline until when the caller waits
   * @return a future of the answer, or of a {@link io.github.scaler4j.error.MetricSourceException}
   * @throws IllegalArgumentException if the trigger is of another kind
   */
  CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline);

  /**
   * Checks what a read of a trigger needs, for troubleshooting a setup. Blocks; a source that
   * checks several steps may take the trigger's timeout for each.
   *
   * @param trigger a trigger that this source {@linkplain #supports supports}
   * @param deadline until when a plain read may take
   * @return the steps; by default a single one, a read as {@link #fetch} does it
   * @throws IllegalArgumentException if the trigger is of another kind
   */
  default Verification verify(DatadogTrigger trigger, Deadline deadline) {
    return ReadVerification.of(trigger.metricSpec().name(), fetch(trigger, deadline));
  }

  /**
   * Returns what the source holds and has done.
   *
   * @return a snapshot; nothing at all from a source that does not count
   */
  default SourceStatistics statistics() {
    return SourceStatistics.NONE;
  }

  /**
   * Closes the source's connections and fails pending fetches. What the caller passed in stays
   * open. Closing again has no effect.
   */
  @Override
  void close();
}
