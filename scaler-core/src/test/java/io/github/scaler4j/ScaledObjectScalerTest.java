package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.MetricUnavailableException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.hpa.HpaCalculator;
import io.github.scaler4j.hpa.HpaMemory;
import io.github.scaler4j.hpa.HpaSpec;
import io.github.scaler4j.hpa.Quantity;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.manifest.TriggerResolver;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScaledObjectScalerTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final String HITS = "datadogmetric@web:hits";
  private static final String QUEUE = "datadogmetric@web:queue";

  private static final String OBJECT =
      """
      apiVersion: keda.sh/v1alpha1
      kind: ScaledObject
      metadata: {name: web}
      spec:
        scaleTargetRef: {name: web}
        %s
        triggers:%s
      """;
  private static final String TRIGGER =
      """
          - type: datadog
            useCachedMetrics: %s
            metadata:
              useClusterAgentProxy: "true"
              datadogMetricName: %s
              datadogMetricNamespace: web
              targetValue: "2"
            authenticationRef: {name: agent}
      """;
  private static final String AUTHENTICATION =
      """
      ---
      apiVersion: keda.sh/v1alpha1
      kind: TriggerAuthentication
      metadata: {name: agent}
      spec:
        secretTargetRef:
          - {parameter: token, name: agent, key: token}
          - {parameter: datadogNamespace, name: agent, key: namespace}
          - {parameter: datadogMetricsService, name: agent, key: service}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: agent}
      stringData: {token: t0ken, namespace: datadog, service: agent}
      """;

  private boolean useCachedMetrics;
  private final FakeSource source = new FakeSource();
  private final DatadogScalers scalers =
      DatadogScalers.builder().source(context -> source).time(new StoppedTime()).build();

  @AfterEach
  void close() {
    scalers.close();
  }

  @Test
  void isActiveIfAnyTriggerIs() {
    ScaledObjectScaler object = object(HITS, QUEUE);
    source.gives(HITS, 0).gives(QUEUE, 7.75);

    ScaledObjectReading poll = object.read();

    assertThat(poll.active()).isTrue();
    assertThat(poll.failed()).isFalse();
    assertThat(poll.triggers()).extracting(TriggerReading::active).containsExactly(false, true);
    assertThat(poll.triggers().get(1).metric()).contains(Quantity.parse("7.750"));
    assertThat(
            HpaCalculator.of(HpaSpec.of(1, 10))
                .decide(ReplicaCounts.of(1), poll.observations(), HpaMemory.empty(), Instant.EPOCH))
        .satisfies(
            hpa -> {
              assertThat(hpa.replicas()).isEqualTo(4);
              assertThat(hpa.targets()).isEqualTo("0/2 (avg), 7750m/2 (avg)");
            });
  }

  @Test
  void reportsAFailureBesideOtherReadings() {
    ScaledObjectScaler object = object(HITS, QUEUE);
    TransportException down = new TransportException("down", null);
    source.fails(HITS, down).gives(QUEUE, 0);

    ScaledObjectReading poll = object.readAsync().join();

    assertThat(poll.failed()).isTrue();
    assertThat(poll.active()).isFalse();
    assertThat(poll.triggers().get(0).failure()).containsSame(down);
    assertThat(poll.triggers().get(0).metric()).isEmpty();
    assertThat(poll.triggers().get(1).metric()).isPresent();
    assertThat(poll.observations().get(0).value()).isEmpty();
  }

  @Test
  void fallsBackBeyondTheThresholdAndRecoversAtOnce() {
    ScaledObjectScaler object = object(fallback(2, 5), () -> ReplicaCounts.of(3), HITS);
    source.gives(HITS, 1);
    object.read();

    for (int failure = 1; failure <= 2; failure++) {
      source.fails(HITS, new TransportException("down", null));
      assertThat(object.read().triggers().get(0)).isInstanceOf(TriggerReading.Failed.class);
      assertThat(object.failures(HITS)).isEqualTo(failure);
    }
    source.fails(HITS, new TransportException("down", null));
    ScaledObjectReading third = object.read();
    assertThat(third.active()).isTrue();
    assertThat(third.failed()).isTrue();
    assertThat(third.triggers().get(0)).isInstanceOf(TriggerReading.FellBack.class);
    assertThat(third.triggers().get(0).metric()).contains(Quantity.parse("10"));

    source.gives(HITS, 1);
    assertThat(object.read().failed()).isFalse();
    assertThat(object.failures(HITS)).isZero();
  }

  @Test
  void countsASharedFetchOnce() {
    ScaledObjectScaler object = object(fallback(3, 5), () -> ReplicaCounts.of(3), HITS);
    TransportException shared = new TransportException("down", null);
    source.fails(HITS, shared);

    object.read();
    object.readMetric(HITS);
    assertThat(object.failures(HITS)).isEqualTo(1);

    source.fails(HITS, new TransportException("down", null));
    object.readMetric(HITS);
    assertThat(object.failures(HITS)).isEqualTo(2);
  }

  @Test
  void servesCachedMetricsWithoutFlapping() {
    useCachedMetrics = true;
    ScaledObjectScaler object = object(fallback(0, 5), () -> ReplicaCounts.of(3), HITS);
    source.gives(HITS, 3);
    assertThat(object.readMetric(HITS).metric()).contains(Quantity.parse("3"));
    assertThat(source.fetches).as("a live read before the first poll").isEqualTo(1);

    source.fails(HITS, new TransportException("down", null));
    object.read();
    int fetches = source.fetches;
    for (int sync = 0; sync < 5; sync++) {
      TriggerReading cached = object.readMetric(HITS);
      assertThat(cached.metric()).contains(Quantity.parse("10"));
      assertThat(cached.failure()).isPresent();
    }
    assertThat(source.fetches).isEqualTo(fetches);
    assertThat(object.failures(HITS)).isEqualTo(1);
  }

  @Test
  void keepsToTheFallbackOfTheManifest() {
    ScaledObjectScaler object =
        object(
            "fallback: {failureThreshold: 0, replicas: 6, behavior: currentReplicasIfHigher}",
            () -> ReplicaCounts.of(8),
            HITS);
    source.fails(HITS, new TransportException("down", null));

    assertThat(object.read().triggers().get(0).metric()).contains(Quantity.parse("16"));
  }

  @Test
  void countsStaleValuesAsNoNews() {
    ScaledObjectScaler object = object(fallback(5, 5), () -> ReplicaCounts.of(3), HITS);
    source.fails(HITS, new TransportException("down", null));
    object.read();
    source.answers.put(
        HITS,
        CompletableFuture.completedFuture(
            MetricAnswer.of(new MetricOutcome.Sample(3, NOW), NOW, 0)
                .withAge(Duration.ofMinutes(1))
                .withStaleCause(new TransportException("down", null))));

    assertThat(object.read().failed()).isFalse();
    assertThat(object.failures(HITS)).isEqualTo(1);
  }

  @Test
  void failsWithoutDataAndWithoutAFill() {
    ScaledObjectScaler object = object(fallback(0, 5), () -> ReplicaCounts.of(3), HITS);
    source.answers.put(
        HITS,
        CompletableFuture.completedFuture(
            MetricAnswer.of(new MetricOutcome.NoData("no series"), NOW, 0)));

    TriggerReading reading = object.read().triggers().get(0);

    assertThat(reading.failure()).containsInstanceOf(MetricUnavailableException.class);
    assertThat(reading.metric()).contains(Quantity.parse("10"));
  }

  @Test
  void reportsTheFailureWithoutReplicaCounts() {
    ScaledObjectScaler object =
        object(
            "fallback: {failureThreshold: 0, replicas: 5, behavior: currentReplicas}",
            () -> {
              throw new IllegalStateException("no deployment");
            },
            HITS);
    source.fails(HITS, new TransportException("down", null));

    TriggerReading reading = object.read().triggers().get(0);

    assertThat(reading.failure()).get().hasToString(TransportException.class.getName() + ": down");
    assertThat(reading.metric()).isEmpty();
  }

  @Test
  void findsMetricNamesInAnyCase() {
    ScaledObjectScaler object = object(HITS, QUEUE);
    source.gives(QUEUE, 4);

    assertThat(object.readMetric("DatadogMetric@web:QUEUE").metric()).contains(Quantity.parse("4"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> object.readMetric("s0-other"))
        .withMessage("no matching metrics found for s0-other in ScaledObject web");
  }

  @Test
  void refusesDuplicateMetricNames() {
    assertThatThrownBy(() -> object(HITS, HITS))
        .isInstanceOf(InvalidTriggerException.class)
        .hasMessageContaining("names the same DatadogMetric as trigger 0");
    assertThatThrownBy(() -> object())
        .isInstanceOf(InvalidTriggerException.class)
        .hasMessageContaining("ScaledObject web has no trigger of type datadog");
  }

  @Test
  void keepsAReaderInterrupted() {
    ScaledObjectScaler object = object(HITS);
    source.answers.put(HITS, new CompletableFuture<>());
    Thread.currentThread().interrupt();

    assertThatThrownBy(object::read)
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(object.failures(HITS)).isZero();
  }

  private ScaledObjectScaler object(String... metrics) {
    return object("minReplicaCount: 0", () -> ReplicaCounts.of(3), metrics);
  }

  private static String fallback(int failureThreshold, int replicas) {
    return "fallback: {failureThreshold: " + failureThreshold + ", replicas: " + replicas + "}";
  }

  private ScaledObjectScaler object(
      String setting, Supplier<ReplicaCounts> replicas, String... metrics) {
    String triggers =
        Arrays.stream(metrics)
            .map(
                metric ->
                    TRIGGER.formatted(useCachedMetrics, metric.substring(metric.indexOf(':') + 1)))
            .collect(Collectors.joining());
    Manifests manifests =
        Manifests.parse(
            OBJECT.formatted(
                    setting,
                    metrics.length == 0 ? "\n    - {type: cron, metadata: {}}\n" : "\n" + triggers)
                + AUTHENTICATION);
    return scalers.scaledObject(
        manifests.scaledObject("default", "web"), TriggerResolver.of(manifests), replicas);
  }

  private record StoppedTime() implements TimeSource {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public Instant now() {
      return NOW;
    }
  }

  /** Gives each metric what the test says; nothing stays fresh. */
  private static final class FakeSource implements MetricSource {
    final Map<String, CompletableFuture<MetricAnswer>> answers = new HashMap<>();
    int fetches;

    FakeSource gives(String metric, double value) {
      answers.put(
          metric,
          CompletableFuture.completedFuture(
              MetricAnswer.of(new MetricOutcome.Sample(value, NOW), NOW, 0)));
      return this;
    }

    FakeSource fails(String metric, TransportException failure) {
      answers.put(metric, CompletableFuture.failedFuture(failure));
      return this;
    }

    @Override
    public boolean supports(DatadogTrigger trigger) {
      return true;
    }

    @Override
    public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
      fetches++;
      return answers.getOrDefault(trigger.metricSpec().name(), new CompletableFuture<>()).copy();
    }

    @Override
    public void close() {}
  }
}
