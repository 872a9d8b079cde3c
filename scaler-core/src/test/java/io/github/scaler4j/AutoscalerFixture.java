package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.manifest.TriggerResolver;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.TestTime;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** Autoscalers over a source and a clock that a test sets. */
abstract class AutoscalerFixture {

  static final Instant BEGIN = Instant.parse("2026-11-01T12:00:00Z");
  static final String HITS = "datadogmetric@web:hits";
  static final String QUEUE = "datadogmetric@web:queue";

  static final String OBJECT =
      """
      apiVersion: keda.sh/v1alpha1
      kind: ScaledObject
      metadata: {name: %s, creationTimestamp: "2026-10-01T00:00:00Z"}
      spec:
        scaleTargetRef: {name: %s}
        minReplicaCount: 0
        %s
        triggers:
      """;

  static final String TRIGGER =
      """
          - type: datadog
            name: %1$s
            useCachedMetrics: %2$s
            metadata:
              useClusterAgentProxy: "true"
              datadogMetricName: %1$s
              datadogMetricNamespace: web
              targetValue: "2"
            authenticationRef: {name: agent}
      """;

  static final String CRON =
      """
          - type: cron
            name: office-hours
            metadata: {timezone: UTC, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: "3"}
      """;

  static final String AUTHENTICATION =
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
  final TestTime time = TestTime.startingAt(BEGIN, -5);
  final FakeSource source = new FakeSource();

  final DatadogScalers scalers =
      DatadogScalers.builder().source(context -> source).time(time).executor(Runnable::run).build();

  @AfterEach
  void close() {
    scalers.close();
  }

  ScaledObjectAutoscaler autoscaler(String setting, String... metrics) {
    StringBuilder text = new StringBuilder(OBJECT);
    for (String metric : metrics) {
      text.append(TRIGGER.formatted(metric.substring(metric.indexOf(':') + 1), false));
    }
    return autoscaler(text.toString(), setting, AutoscalerOptions.defaults());
  }

  ScaledObjectAutoscaler autoscaler(String object, String setting, AutoscalerOptions options) {
    Manifests manifests = manifests(object, setting);
    return scalers.scaledObject(
        manifests.scaledObject("default", "web"), TriggerResolver.of(manifests), options);
  }

  /** Returns the head of an object with an annotation of KEDA's. */
  static String annotated(String annotation) {
    return OBJECT.replace(
        "metadata: {name: %s,",
        "metadata: {name: %s, annotations: {autoscaling.keda.sh/" + annotation + "},");
  }

  static Manifests manifests(String object, String setting) {
    return Manifests.parse(object.formatted("web", "web", setting) + AUTHENTICATION);
  }

  void pass(long seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }

  /** Returns how many seconds have passed since {@link #BEGIN}. */
  long seconds() {
    return Duration.between(BEGIN, time.now()).toSeconds();
  }

  /** Returns the answers that the test sets; nothing stays fresh. */
  final class FakeSource implements MetricSource {
    final Map<String, Supplier<CompletableFuture<MetricAnswer>>> answers = new HashMap<>();
    private final CompletableFuture<MetricAnswer> ended = new CompletableFuture<>();
    int fetches;

    FakeSource give(String metric, double value) {
      answers.put(
          metric,
          () ->
              CompletableFuture.completedFuture(
                  MetricAnswer.of(
                      MetricOutcome.sample(value, time.now()), time.now(), time.nanoTime())));
      return this;
    }

    /** From now on, for as long as the answer is shared. */
    void hasNoData(String metric) {
      MetricAnswer answer =
          MetricAnswer.of(MetricOutcome.noData("no series"), time.now(), time.nanoTime());
      answers.put(metric, () -> CompletableFuture.completedFuture(answer));
    }

    FakeSource fails(String metric, ScalerException failure) {
      answers.put(metric, () -> CompletableFuture.failedFuture(failure));
      return this;
    }

    /** Answers nothing until the source is closed. */
    void isSilent(String metric) {
      answers.put(metric, ended::copy);
    }

    @Override
    public boolean supports(DatadogTrigger trigger) {
      return true;
    }

    @Override
    public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
      fetches++;
      return requireNonNull(answers.get(trigger.metricSpec().name())).get();
    }

    @Override
    public void close() {
      ended.completeExceptionally(new TransportException("the source is closed", null));
    }
  }
}
