package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.FailureKind;
import io.github.scaler4j.source.HostStatus;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.ReadEvent;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScalersHealthTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final RateLimitedException limited =
      new RateLimitedException("held back", RateLimitedException.Details.UNKNOWN);
  private final FakeSource source = new FakeSource();
  private final List<ReadEvent> events = new ArrayList<>();
  private final DatadogScalers scalers =
      DatadogScalers.builder().source(context -> source).executor(Runnable::run).build();
  private final DatadogScaler scaler = scalers.scaler(trigger());

  @AfterEach
  void close() {
    scalers.close();
  }

  @Test
  void knowsNothingBeforeTheFirstRead() {
    assertThat(scalers.health().triggers())
        .singleElement()
        .satisfies(
            health -> {
              assertThat(health.metric()).isEqualTo("datadogmetric@web:hits");
              assertThat(health.mode()).isEqualTo("agent");
              assertThat(health.unread()).isTrue();
            });
    assertThat(scalers.health().ready()).isTrue();
  }

  @Test
  void countsFailuresByKindUntilAValueComes() {
    fail(limited);
    fail(TransportException.ofOpenCircuit("agent: not asked"));
    TriggerHealth failing = scalers.health().triggers().get(0);
    assertThat(failing.failures()).isEqualTo(2);
    assertThat(failing.failure()).contains(FailureKind.CIRCUIT_OPEN);
    assertThat(failing.problem()).isEqualTo("agent: not asked");
    assertThat(scalers.health().ready()).isFalse();
    assertThat(scalers.health().failingTriggers()).containsExactly(failing);
    assertThat(scalers.statistics().failedReads())
        .isEqualTo(Map.of(FailureKind.RATE_LIMITED, 1L, FailureKind.CIRCUIT_OPEN, 1L));

    source.next = CompletableFuture.completedFuture(answer());
    assertThat(scaler.readAsync()).isCompleted();
    assertThat(scalers.health().triggers().get(0).failing()).isFalse();
    assertThat(scalers.health().triggers().get(0).fetchedAt()).contains(NOW);
    assertThat(scalers.health().ready()).isTrue();
  }

  @Test
  void reportsAnUntrustedCertificate() {
    fail(new TransportException("agent: TLS", new CertificateException("unknown")));
    fail(new TransportException("agent: reset", null));
    assertThat(scalers.statistics().failedReads())
        .isEqualTo(Map.of(FailureKind.CERTIFICATE, 1L, FailureKind.TRANSPORT, 1L));
  }

  @Test
  void countsStaleReadsByCause() {
    scalers.addListener(listener());
    source.next =
        CompletableFuture.completedFuture(
            answer().withAge(Duration.ofSeconds(40)).withStaleCause(limited));
    assertThat(scaler.read().value()).isEqualTo(7);
    assertThat(scalers.statistics().staleReads()).isEqualTo(Map.of(FailureKind.RATE_LIMITED, 1L));
    assertThat(scalers.statistics().failedReads()).isEmpty();
    TriggerHealth health = scalers.health().triggers().get(0);
    assertThat(health.stale()).isTrue();
    assertThat(health.failing()).isFalse();
    assertThat(events)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.stale()).isTrue();
              assertThat(event.age()).contains(Duration.ofSeconds(40));
              assertThat(event.failure()).contains(FailureKind.RATE_LIMITED);
            });
  }

  @Test
  void leavesOutAReadThatItsCallerCancels() {
    scalers.addListener(listener());
    source.next = new CompletableFuture<>();
    scaler.readAsync().cancel(false);
    assertThat(scalers.statistics().failedReads()).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void forgetsAClosedScaler() {
    scaler.close();
    assertThat(scalers.health().triggers()).isEmpty();
    assertThat(scalers.health().ready()).isTrue();
  }

  @Test
  void staysReadyWhileOneTriggerCanBeRead() {
    fail(limited);
    source.next = CompletableFuture.completedFuture(answer());
    try (DatadogScaler other = scalers.scaler(trigger())) {
      assertThat(other.read().value()).isEqualTo(7);
      assertThat(scalers.health().ready()).isTrue();
    }
  }

  @Test
  void reportsAnOpenCircuit() {
    HostStatus down = HostStatus.ofAgent("agent", true);
    source.statistics =
        SourceStatistics.builder().hosts(List.of(down, HostStatus.ofAgent("b", false))).build();
    assertThat(scalers.health().hosts()).hasSize(2);
    assertThat(scalers.health().hostsWithOpenCircuit()).containsExactly(down);
    assertThat(scalers.health().ready()).isTrue();
  }

  private void fail(MetricSourceException why) {
    source.next = CompletableFuture.failedFuture(why);
    assertThat(catchThrowable(scaler::read)).isEqualTo(why);
  }

  private SourceListener listener() {
    return new SourceListener() {
      @Override
      public void onRead(ReadEvent event) {
        events.add(event);
      }
    };
  }

  private static MetricAnswer answer() {
    return MetricAnswer.of(MetricOutcome.sample(7, NOW), NOW, 0);
  }

  private static DatadogTrigger trigger() {
    return DatadogTrigger.parse(
        TriggerMetadata.builder()
            .metadata("useClusterAgentProxy", "true")
            .metadata("datadogMetricName", "hits")
            .metadata("datadogMetricNamespace", "web")
            .metadata("targetValue", "2")
            .authParam("datadogNamespace", "datadog")
            .authParam("datadogMetricsService", "agent")
            .authParam("token", "t")
            .build());
  }

  private static final class FakeSource implements MetricSource {
    CompletableFuture<MetricAnswer> next = new CompletableFuture<>();
    SourceStatistics statistics = SourceStatistics.NONE;

    @Override
    public boolean supports(DatadogTrigger trigger) {
      return true;
    }

    @Override
    public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
      return next.copy();
    }

    @Override
    public SourceStatistics statistics() {
      return statistics;
    }

    @Override
    public void close() {}
  }
}
