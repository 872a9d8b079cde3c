package io.github.scaler4j.metrics;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.TriggerHealth;
import io.github.scaler4j.source.FailureKind;
import io.github.scaler4j.source.SourceStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Binds a factory's metrics to a Micrometer registry. {@code METRICS.md} lists them with tags and
 * units; times are in seconds.
 *
 * <p>Thread-safe. A read of a scaler's own fresh value costs nothing and is not counted. Queries
 * and triggers are not tags, so hosts, accounts and statuses bound the number of series.
 */
// Not transitive: a module without metrics compiles without Micrometer.
@SuppressWarnings("exports")
public final class ScalerMetrics implements MeterBinder {

  private static final String PREFIX = "scaler4j.";

  private final DatadogScalers scalers;

  private ScalerMetrics(DatadogScalers scalers) {
    this.scalers = scalers;
  }

  /**
   * Creates a factory's metrics.
   *
   * @param scalers the factory; stays open
   * @throws NullPointerException if {@code scalers} is null
   */
  public static ScalerMetrics of(DatadogScalers scalers) {
    return new ScalerMetrics(requireNonNull(scalers, "scalers"));
  }

  /**
   * Registers the metrics, and listens to the factory from now on.
   *
   * @param registry the registry; bind each registry only once
   */
  @Override
  public void bindTo(MeterRegistry registry) {
    Snapshot snapshot = new Snapshot(scalers, registry.config().clock());
    reads(registry, snapshot);
    queries(registry, snapshot);
    triggers(registry, snapshot);
    HostGauges hosts = new HostGauges(registry, snapshot);
    scalers.addListener(new EventMeters(registry, hosts));
  }

  private static void reads(MeterRegistry registry, Snapshot snapshot) {
    for (FailureKind kind : FailureKind.values()) {
      count(
          registry,
          snapshot,
          "reads.failed",
          "Reads that failed, by reason",
          kind,
          SourceStatistics::failedReads);
      count(
          registry,
          snapshot,
          "reads.stale",
          "Reads that returned an older value, by reason",
          kind,
          SourceStatistics::staleReads);
    }
    counter(
        registry,
        snapshot,
        "reads.shared",
        "Reads answered at once with a fresh value of another read",
        SourceStatistics::cacheHits);
  }

  private static void count(
      MeterRegistry registry,
      Snapshot snapshot,
      String name,
      String description,
      FailureKind kind,
      Function<SourceStatistics, Map<FailureKind, Long>> counts) {
    FunctionCounter.builder(
            PREFIX + name,
            snapshot,
            now -> counts.apply(now.statistics()).getOrDefault(kind, 0L).doubleValue())
        .description(description)
        .tag("reason", kind.tag())
        .register(registry);
  }

  private static void counter(
      MeterRegistry registry,
      Snapshot snapshot,
      String name,
      String description,
      ToDoubleFunction<SourceStatistics> count) {
    FunctionCounter.builder(PREFIX + name, snapshot, now -> count.applyAsDouble(now.statistics()))
        .description(description)
        .register(registry);
  }

  private static void gauge(
      MeterRegistry registry,
      Snapshot snapshot,
      String name,
      String description,
      ToDoubleFunction<SourceStatistics> value) {
    Gauge.builder(PREFIX + name, snapshot, now -> value.applyAsDouble(now.statistics()))
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  private static void queries(MeterRegistry registry, Snapshot snapshot) {
    gauge(
        registry,
        snapshot,
        "queries.live",
        "Distinct queries and metrics that are read",
        SourceStatistics::liveQueries);
    counter(
        registry,
        snapshot,
        "queries.forgotten",
        "Queries dropped because they had no readers, or to make room",
        SourceStatistics::forgottenQueries);
    counter(
        registry,
        snapshot,
        "queries.sent",
        "Queries that requests carried",
        SourceStatistics::queries);
    counter(
        registry,
        snapshot,
        "merging.saved",
        "Queries saved by sending a family as one",
        now -> now.merging().savedQueries());
    counter(
        registry,
        snapshot,
        "merging.differences",
        "Merged answers that differed from the query's own answer",
        now -> now.merging().differences().values().stream().mapToLong(Long::longValue).sum());
    gauge(
        registry,
        snapshot,
        "merging.members",
        "Queries that belong to a family",
        now -> now.merging().members());
    gauge(
        registry,
        snapshot,
        "merging.proven",
        "Queries whose merged answers are used",
        now -> now.merging().proven());
    counter(
        registry,
        snapshot,
        "requests.limited",
        "Requests answered with a 429",
        SourceStatistics::refusedRequests);
  }

  private static void triggers(MeterRegistry registry, Snapshot snapshot) {
    triggers(registry, snapshot, "failing", TriggerHealth::failing);
    triggers(registry, snapshot, "stale", TriggerHealth::stale);
    triggers(registry, snapshot, "unread", TriggerHealth::unread);
    triggers(
        registry,
        snapshot,
        "fresh",
        trigger -> !trigger.failing() && !trigger.stale() && !trigger.unread());
  }

  private static void triggers(
      MeterRegistry registry, Snapshot snapshot, String state, Predicate<TriggerHealth> counted) {
    Gauge.builder(
            PREFIX + "triggers",
            snapshot,
            now -> now.health().triggers().stream().filter(counted).count())
        .description("Open scalers, by how their last read ended")
        .tag("state", state)
        .strongReference(true)
        .register(registry);
  }
}
