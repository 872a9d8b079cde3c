package io.github.scaler4j;

import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.source.TestTime;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** A scaler over a fake source, in a time that tests move. */
abstract class DatadogScalerFixture {

  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  final RateLimitedException limited =
      new RateLimitedException("limited", RateLimitedException.Details.UNKNOWN);

  final TestTime time = TestTime.startingAt(NOW, 0);
  final FakeSource source = new FakeSource();
  final DatadogScalers scalers =
      DatadogScalers.builder().source(context -> source).time(time).build();
  final DatadogScaler scaler = scalers.scaler(trigger(OptionalDouble.empty()));

  @AfterEach
  void close() {
    scalers.close();
  }

  static MetricAnswer answer(double value, long freshUntilNanos) {
    return MetricAnswer.of(MetricOutcome.sample(value, NOW), NOW, freshUntilNanos);
  }

  static DatadogTrigger trigger(OptionalDouble fill) {
    return trigger(fill, 3_000);
  }

  static DatadogTrigger trigger(OptionalDouble fill, int timeoutMillis) {
    TriggerMetadata.Builder trigger =
        TriggerMetadata.builder()
            .metadata("useClusterAgentProxy", "true")
            .metadata("datadogMetricName", "hits")
            .metadata("datadogMetricNamespace", "web")
            .metadata("targetValue", "2")
            .metadata("timeout", "" + timeoutMillis)
            .authParam("datadogNamespace", "datadog")
            .authParam("datadogMetricsService", "agent")
            .authParam("token", "t");
    fill.ifPresent(value -> trigger.metadata("metricUnavailableValue", Double.toString(value)));
    return DatadogTrigger.parse(trigger.build());
  }

  /** Returns copies of the next answer. */
  static final class FakeSource implements MetricSource {
    final List<CompletableFuture<MetricAnswer>> fetches = new CopyOnWriteArrayList<>();
    volatile CompletableFuture<MetricAnswer> next = new CompletableFuture<>();
    SourceStatistics statistics = SourceStatistics.NONE;
    Runnable onFetch = () -> {};

    @Override
    public boolean supports(DatadogTrigger trigger) {
      return true;
    }

    @Override
    public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
      CompletableFuture<MetricAnswer> fetch = new CompletableFuture<>();
      var unused =
          next.whenComplete(
              (answer, fault) -> {
                if (fault == null) {
                  fetch.complete(answer);
                } else {
                  fetch.completeExceptionally(fault);
                }
              });
      fetches.add(fetch);
      onFetch.run();
      return fetch;
    }

    @Override
    public SourceStatistics statistics() {
      return statistics;
    }

    @Override
    public void close() {}
  }
}
