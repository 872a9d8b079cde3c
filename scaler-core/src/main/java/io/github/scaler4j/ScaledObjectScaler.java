package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.TransportException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The triggers of one {@code ScaledObject}, read together: what KEDA's poll loop and its metrics
 * server do for one object, with {@code fallback} and {@code useCachedMetrics}.
 *
 * <p>Thread-safe. A trigger's failure is part of the reading, never thrown. The scalers stay the
 * caller's to close. Follows {@code pkg/scaling/scale_handler.go} and {@code
 * pkg/fallback/fallback.go}, but counts failures in one place: polls and the autoscaler's reads
 * count alike, a fetch that several share counts once, and a cached or stale value counts not at
 * all.
 *
 * <pre>{@code
 * ScaledObject object = manifests.scaledObject("web", "nginx");
 * List<ScaledObjectTrigger> triggers = new ArrayList<>();
 * for (ScaleTrigger trigger : object.datadogTriggers()) {
 *   DatadogScaler scaler = scalers.scaler(resolver.resolve(object, trigger));
 *   triggers.add(new ScaledObjectTrigger(scaler, trigger.useCachedMetrics()));
 * }
 * ScaledObjectScaler scaledObject = new ScaledObjectScaler(
 *     object.name(), triggers, new ScaledObjectOptions(object.settings().fallback(), counts));
 *
 * ScaledObjectReading poll = scaledObject.read();               // every pollingInterval
 * activation.decide(new ActivationState(replicas, poll.active(), poll.failed(), ...));
 * replicas.calculate(counts.get(), poll.observations());        // what an HPA would do
 * }</pre>
 */
public final class ScaledObjectScaler {

  private final String name;
  private final List<TriggerSlot> slots;

  /**
   * Makes a scaler of several triggers.
   *
   * @param name the object's name, for messages
   * @param triggers the triggers in the order of {@code spec.triggers}
   * @param options fallback, and what it needs
   * @throws InvalidTriggerException if there is no trigger, or two have the same metric name, as
   *     happens to two triggers of one {@code DatadogMetric}; KEDA refuses both
   */
  public ScaledObjectScaler(
      String name, List<ScaledObjectTrigger> triggers, ScaledObjectOptions options) {
    this.name = requireNonNull(name, "name");
    requireNonNull(options, "options");
    this.slots = triggers.stream().map(trigger -> new TriggerSlot(trigger, options)).toList();
    if (slots.isEmpty()) {
      throw InvalidTriggerException.of("triggers", "no triggers defined in ScaledObject " + name);
    }
    Set<String> names = new HashSet<>();
    for (TriggerSlot slot : slots) {
      if (!names.add(slot.spec().name())) {
        throw InvalidTriggerException.of(
            "triggers",
            "metricName "
                + slot.spec().name()
                + " defined multiple times in ScaledObject "
                + name
                + "; give each trigger a metric of its own");
      }
    }
  }

  /**
   * Polls all triggers at once, and keeps what they gave for {@code useCachedMetrics}. Blocks for
   * the longest of the triggers' timeouts at most.
   *
   * @return one reading for each trigger
   * @throws TransportException if this thread is interrupted; it stays interrupted, and the reads
   *     go on and count
   * @throws IllegalStateException if a scaler is closed
   */
  public ScaledObjectReading read() {
    return await(readAsync());
  }

  /**
   * Polls all triggers at once without blocking.
   *
   * @return a future of the caller's own; cancelling it leaves the reads alone
   * @throws IllegalStateException if a scaler is closed
   */
  public CompletableFuture<ScaledObjectReading> readAsync() {
    List<CompletableFuture<TriggerReading>> polls = slots.stream().map(TriggerSlot::poll).toList();
    return CompletableFuture.allOf(polls.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            done -> new ScaledObjectReading(polls.stream().map(CompletableFuture::join).toList()));
  }

  /**
   * Reads one metric as the HorizontalPodAutoscaler does at a sync: the last poll's record if the
   * trigger has {@code useCachedMetrics} and was polled, else the trigger itself. Blocks for the
   * trigger's timeout at most.
   *
   * @param metricName the metric's name, in upper or lower case
   * @return the trigger's reading
   * @throws IllegalArgumentException if no trigger has such a metric
   * @throws TransportException if this thread is interrupted; it stays interrupted
   * @throws IllegalStateException if the scaler is closed
   */
  public TriggerReading readMetric(String metricName) {
    return await(readMetricAsync(metricName));
  }

  /**
   * Reads one metric as {@link #readMetric} does, without blocking.
   *
   * @param metricName the metric's name, in upper or lower case
   * @return a future of the caller's own
   * @throws IllegalArgumentException if no trigger has such a metric
   * @throws IllegalStateException if the scaler is closed
   */
  public CompletableFuture<TriggerReading> readMetricAsync(String metricName) {
    return slot(metricName).metric();
  }

  /**
   * Returns how many of a trigger's reads failed in a row.
   *
   * @param metricName the metric's name, in upper or lower case
   * @return 0 while all is well
   * @throws IllegalArgumentException if no trigger has such a metric
   */
  public int failures(String metricName) {
    return slot(metricName).failures();
  }

  private TriggerSlot slot(String metricName) {
    return slots.stream()
        .filter(slot -> slot.spec().name().equalsIgnoreCase(metricName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no matching metrics found for " + metricName + " in ScaledObject " + name));
  }

  private <T> T await(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException("ScaledObject " + name + ": interrupted while reading", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("ScaledObject " + name + ": read failed", e.getCause());
    }
  }
}
