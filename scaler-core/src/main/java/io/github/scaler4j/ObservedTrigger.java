package io.github.scaler4j;

import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.TriggerObservation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;

/** One trigger of an object, of any type, that an autoscaler reads. Thread-safe. */
interface ObservedTrigger {

  /** Returns the metric's name and target. */
  MetricSpec spec();

  /** Returns whether it is of type {@code cpu} or {@code memory}, which no formula replaces. */
  default boolean isOfResource() {
    return false;
  }

  /** Returns the maximum duration of a read. */
  Duration timeout();

  /**
   * Reads the trigger. A failure of the trigger is part of the observation.
   *
   * @param reader the kind of reader, which decides whether a repeated failure counts
   */
  CompletableFuture<TriggerObservation> observe(Reader reader);

  /**
   * Receives how near the last value is to where it would change the replicas.
   *
   * @param margin see {@link Margin}; computed only if the source needs it
   */
  default void reportMargin(DoubleSupplier margin) {}

  /**
   * Stops reporting the trigger's health, because the autoscaler no longer uses it. Decisions in
   * progress can still read it.
   */
  default void leave() {}

  /** The reader of a trigger. */
  enum Reader {
    /**
     * A poll at its interval. Each failure counts, as in KEDA, even if the source sent no request
     * again.
     */
    POLL,
    /** A sync, or a poll out of turn. A shared answer counts only once. */
    OTHER
  }
}
