package io.github.scaler4j.metrics;

import io.github.scaler4j.source.GateClosedEvent;
import io.github.scaler4j.source.IsolationEvent;
import io.github.scaler4j.source.RateLimitEvent;
import io.github.scaler4j.source.ReadEvent;
import io.github.scaler4j.source.RequestEvent;
import io.github.scaler4j.source.SourceListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The timers, histograms and counters that events update, with buckets for alerts. */
final class EventMeters implements SourceListener {

  private static final Duration[] LATENCIES =
      List.of(5, 20, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000).stream()
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);
  private static final double[] AGES = {1, 5, 15, 30, 60, 120, 300, 600};

  private final MeterRegistry registry;
  private final HostGauges hosts;

  EventMeters(MeterRegistry registry, HostGauges hosts) {
    this.registry = registry;
    this.hosts = hosts;
  }

  @Override
  public void onRead(ReadEvent event) {
    String outcome = event.age().isEmpty() ? "failed" : event.stale() ? "stale" : "fresh";
    Timer.builder("scaler4j.read")
        .description(
            "Duration of reads as callers see it; reads of a scaler's own fresh value "
                + "are not counted")
        .tags("mode", event.mode(), "outcome", outcome)
        .serviceLevelObjectives(LATENCIES)
        .register(registry)
        .record(event.duration());
    event
        .age()
        .ifPresent(
            age ->
                DistributionSummary.builder("scaler4j.value.age")
                    .description("Age of the values that reads returned")
                    .baseUnit("seconds")
                    .tags("mode", event.mode())
                    .serviceLevelObjectives(AGES)
                    .register(registry)
                    .record(age.toNanos() / 1e9));
  }

  @Override
  public void onRequest(RequestEvent event) {
    hosts.know(event.host(), event.account(), Optional.empty());
    Timer.builder("scaler4j.request")
        .description("HTTP requests; status 0 means no complete answer")
        .tags("host", event.host(), "account", event.account())
        .tags("status", Integer.toString(event.status()))
        .serviceLevelObjectives(LATENCIES)
        .register(registry)
        .record(event.duration());
    DistributionSummary.builder("scaler4j.request.fill")
        .description("How full requests were; 1 is full")
        .baseUnit("ratio")
        .tags("host", event.host(), "account", event.account())
        .register(registry)
        .record(event.batchFill());
  }

  @Override
  public void onRateLimit(RateLimitEvent event) {
    hosts.know(event.host(), event.account(), Optional.of(HostGauges.nameOf(event.name())));
  }

  @Override
  public void onGateClosed(GateClosedEvent event) {
    Counter.builder("scaler4j.ratelimit.closures")
        .description("How often a 429 paused the account's requests")
        .tags("host", event.host(), "account", event.account())
        .register(registry)
        .increment();
  }

  @Override
  public void onIsolation(IsolationEvent event) {
    Counter.builder("scaler4j.queries.isolated")
        .description("Queries that were refused and are now sent alone")
        .tags("host", event.host())
        .register(registry)
        .increment();
  }
}
