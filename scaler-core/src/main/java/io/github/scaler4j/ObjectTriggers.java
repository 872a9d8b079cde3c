package io.github.scaler4j;

import io.github.scaler4j.ObservedTrigger.Reader;
import io.github.scaler4j.Readings.Reading;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import io.github.scaler4j.hpa.MetricOutlook;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.Quantity;
import io.github.scaler4j.hpa.TriggerObservation;
import io.github.scaler4j.manifest.ScaleTrigger;
import io.github.scaler4j.manifest.ScaledObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All triggers of one object, read together. Keeps the last poll's observations of triggers with
 * {@code useCachedMetrics}. Thread-safe.
 */
final class ObjectTriggers {

  /** Those of a paused object, which reads nothing. */
  static final ObjectTriggers NONE = new ObjectTriggers(List.of());

  private final List<Entry> entries;

  private ObjectTriggers(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * Opens all triggers of an object.
   *
   * @throws InvalidTriggerException if two have the same metric name, or a target is too small for
   *     the HorizontalPodAutoscaler that holds it
   * @throws RuntimeException if {@code open} throws it
   */
  static ObjectTriggers open(ScaledObject object, Function<ScaleTrigger, ObservedTrigger> open) {
    List<Entry> entries = new ArrayList<>();
    try {
      for (ScaleTrigger trigger : object.triggers()) {
        entries.add(new Entry(trigger, open.apply(trigger)));
      }
      ObjectTriggers opened = new ObjectTriggers(List.copyOf(entries));
      opened.refuseSharedNames();
      opened.refuseSmallTargets(object);
      return opened;
    } catch (Throwable e) {
      leave(entries);
      throw e;
    }
  }

  /** Stops reporting the health of the triggers, because the object no longer uses them. */
  void leave() {
    leave(entries);
  }

  private static void leave(List<Entry> entries) {
    entries.forEach(entry -> entry.observed.leave());
  }

  private void refuseSharedNames() {
    for (int i = 0; i < entries.size(); i++) {
      MetricSpec spec = entries.get(i).observed.spec();
      for (Entry earlier : entries.subList(0, i)) {
        if (earlier.observed.spec().name().equalsIgnoreCase(spec.name())) {
          throw InvalidTriggerException.of(
              "triggers[" + entries.get(i).trigger.index() + "]",
              "has the same metric name as " + earlier.trigger + ": " + spec.name());
        }
      }
    }
  }

  // With a formula, KEDA replaces all metrics but those of resources (controllers/keda/hpa.go).
  private void refuseSmallTargets(ScaledObject object) {
    boolean formula = object.settings().scalingModifiers().isPresent();
    List<Problem> problems = new ArrayList<>();
    for (Entry entry : entries) {
      Quantity target = entry.observed.spec().target().quantity();
      if (target.milliValue() < 1 && (!formula || entry.observed.isOfResource())) {
        problems.add(
            new Problem(
                object + " triggers[" + entry.trigger.index() + "]",
                "its target, rounded to thousandths, is "
                    + target
                    + ", which Kubernetes refuses; accepted: at least 0.001"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidTriggerException(problems);
    }
  }

  /** Returns the maximum time that reading all triggers may take. */
  Duration timeout() {
    return entries.stream()
        .map(entry -> entry.observed.timeout())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Reads all triggers and keeps the observations. */
  Readings poll(Reader reader) {
    return all(entry -> entry.poll(reader));
  }

  /**
   * Reads the triggers, except those with {@code useCachedMetrics}, which keep the last poll's
   * observations.
   */
  Readings sync() {
    return all(Entry::sync);
  }

  /** Returns the metrics' names without reading them. */
  Readings unread(Instant now) {
    return all(entry -> entry.known(entry.failed("not read", now)));
  }

  /**
   * Reports to the triggers how near their values are to where they would change the replicas. With
   * a formula, the boundaries belong to the formula, and this does nothing.
   */
  void reportMargins(List<MetricOutlook> metrics) {
    for (MetricOutlook metric : metrics) {
      entries.stream()
          .filter(entry -> entry.observed.spec().name().equals(metric.spec().name()))
          .forEach(entry -> entry.observed.reportMargin(() -> Margin.of(metric)));
    }
  }

  private Readings all(Function<Entry, Reading> read) {
    return new Readings(entries.stream().map(read).toList());
  }

  /** One trigger with its last observation. */
  private static final class Entry {
    private final ScaleTrigger trigger;
    private final ObservedTrigger observed;
    private volatile @Nullable TriggerObservation polled;

    Entry(ScaleTrigger trigger, ObservedTrigger observed) {
      this.trigger = trigger;
      this.observed = observed;
    }

    Reading poll(Reader reader) {
      CompletableFuture<TriggerObservation> answer = observe(reader);
      return new Reading(answer, answer.thenApply(this::keep), this::late);
    }

    private TriggerObservation keep(TriggerObservation observation) {
      polled = observation;
      return observation;
    }

    Reading sync() {
      TriggerObservation record = polled;
      if (trigger.useCachedMetrics() && record != null) {
        return known(record);
      }
      CompletableFuture<TriggerObservation> answer = observe(Reader.OTHER);
      return new Reading(answer, answer, this::late);
    }

    /** Returns an observation without reading the trigger. */
    Reading known(TriggerObservation observation) {
      CompletableFuture<TriggerObservation> answer = CompletableFuture.completedFuture(observation);
      return new Reading(answer, answer, this::late);
    }

    private CompletableFuture<TriggerObservation> observe(Reader reader) {
      return observed.observe(reader).thenApply(this::label);
    }

    private TriggerObservation late(Instant now) {
      return failed("no answer within " + observed.timeout().toMillis() + " ms", now);
    }

    TriggerObservation failed(String reason, Instant now) {
      return label(TriggerObservation.failed(observed.spec(), reason, now));
    }

    /** Adds what only the object says of the trigger. */
    private TriggerObservation label(TriggerObservation observation) {
      TriggerObservation named = observation.named(trigger.name());
      return observed.isOfResource() ? named.ofResource() : named;
    }
  }
}
