package io.github.scaler4j;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.TransportException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The triggers of one {@code ScaledObject}, read together: what KEDA's poll loop and its metrics
 * server do for one object, with {@code fallback} and {@code useCachedMetrics}. Obtained from
 * {@link DatadogScalers#scaledObject}.
 *
 * <p>Thread-safe. A trigger's failure is part of the reading, never thrown. Follows {@code
 * pkg/scaling/scale_handler.go} and {@code pkg/fallback/fallback.go}, but counts failures in one
 * place: polls and the autoscaler's reads count alike, a fetch that several share counts once, and
 * a cached or stale value counts not at all.
 *
 * <pre>{@code
 * Manifests manifests = Manifests.read(files);
 * ScaledObjectScaler object =
 *     scalers.scaledObject(
 *         manifests.scaledObject("web", "nginx"), TriggerResolver.of(manifests), counts);
 *
 * ScaledObjectReading poll = object.read();                     // every pollingInterval
 * replicas.calculate(counts.get(), poll.observations());        // what an HPA would do
 * }</pre>
 */
public final class ScaledObjectScaler implements AutoCloseable {

  private final String name;
  private final List<TriggerSlot> slots;

  ScaledObjectScaler(String name, List<TriggerSlot> slots) {
    this.name = name;
    this.slots = List.copyOf(slots);
    if (slots.isEmpty()) {
      throw InvalidTriggerException.of(
          "triggers", "ScaledObject " + name + " has no trigger of type datadog");
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

  /** Forgets the triggers. What scalers share stays open until {@link DatadogScalers#close()}. */
  @Override
  public void close() {
    slots.forEach(TriggerSlot::close);
  }
}
