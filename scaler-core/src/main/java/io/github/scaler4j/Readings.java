package io.github.scaler4j;

import io.github.scaler4j.hpa.TriggerObservation;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What one decision reads: the observations of all triggers, in their order. Thread-safe. */
final class Readings {

  private final List<Reading> readings;
  private final CompletableFuture<List<TriggerObservation>> all;

  /**
   * The reading of one trigger.
   *
   * @param answer completes with the observation, or in {@link #endUnfinished}
   * @param kept follows the answer, once the trigger has kept the observation
   * @param late creates the observation of a trigger that has not answered in time
   */
  record Reading(
      CompletableFuture<TriggerObservation> answer,
      CompletableFuture<TriggerObservation> kept,
      Function<Instant, TriggerObservation> late) {}

  Readings(List<Reading> readings) {
    this.readings = List.copyOf(readings);
    this.all =
        CompletableFuture.allOf(
                readings.stream().map(Reading::kept).toArray(CompletableFuture<?>[]::new))
            .thenApply(done -> readings.stream().map(each -> each.kept().join()).toList());
  }

  /** Returns the observations; the future fails if one of them does. */
  CompletableFuture<List<TriggerObservation>> all() {
    return all;
  }

  /** Counts each trigger that has not answered yet as failed, so that the decision can be made. */
  void endUnfinished(Instant now) {
    for (Reading reading : readings) {
      if (!reading.answer().isDone()) {
        boolean unused = reading.answer().complete(reading.late().apply(now));
      }
    }
  }
}
