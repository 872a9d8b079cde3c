package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.manifest.TriggerResolver;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a source hears of how near its values are to where they would change something. */
class ReportedMarginsTest {

  private static final String OBJECT =
      """
      apiVersion: keda.sh/v1alpha1
      kind: ScaledObject
      metadata: {name: web, creationTimestamp: "2026-10-01T00:00:00Z"}
      spec:
        scaleTargetRef: {name: web}
        minReplicaCount: 1
        maxReplicaCount: 10
      %s  triggers:
          - type: datadog
            name: hits
            metadata:
              query: sum:hits{service:web}.as_count()
              queryValue: "100"
              activationQueryValue: "%s"
            authenticationRef: {name: keys}
      ---
      apiVersion: keda.sh/v1alpha1
      kind: TriggerAuthentication
      metadata: {name: keys}
      spec:
        secretTargetRef:
          - {parameter: apiKey, name: keys, key: api}
          - {parameter: appKey, name: keys, key: app}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: keys}
      stringData: {api: one, app: another}
      """;

  private final Source source = new Source();
  private final DatadogScalers scalers =
      DatadogScalers.builder().source(context -> source).executor(Runnable::run).build();

  @AfterEach
  void close() {
    scalers.close();
  }

  @Test
  void reportsTheDistanceFromTheActivationThreshold() {
    source.value = 45;
    scaler("50").read();
    assertThat(source.reported).containsExactly(0.1);
  }

  @Test
  void reportsNothingForAThresholdOfZero() {
    scaler("0").read();
    assertThat(source.reported).isEmpty();
  }

  @Test
  void reportsTheDistanceFromTheNextReplica() {
    source.value = 430;
    autoscaler("", "0").sync(ReplicaCounts.of(4));
    assertThat(source.reported)
        .singleElement()
        .satisfies(m -> assertThat(m).isEqualTo(10 / 440.0, within(1e-3)));
  }

  @Test
  void reportsBothMarginsOfATriggerWithTwoBoundaries() {
    source.value = 430;
    autoscaler("", "400").sync(ReplicaCounts.of(4));
    assertThat(source.reported).hasSize(2).first().isEqualTo(30 / 430.0);
  }

  @Test
  void reportsNothingAfterOnlyAPoll() {
    autoscaler("", "0").poll(ReplicaCounts.of(4));
    assertThat(source.reported).isEmpty();
  }

  @Test
  void reportsEachValueOnce() {
    source.freshUntilNanos = TimeSource.system().nanoTime() + 60_000_000_000L;
    ScaledObjectAutoscaler autoscaler = autoscaler("", "0");
    autoscaler.sync(ReplicaCounts.of(4));
    autoscaler.sync(ReplicaCounts.of(4));
    assertThat(source.reported).hasSize(1);
  }

  @Test
  void reportsNothingWithAFormula() {
    autoscaler("  advanced: {scalingModifiers: {formula: hits * 2, target: \"5\"}}\n", "0")
        .sync(ReplicaCounts.of(4));
    assertThat(source.reported).isEmpty();
  }

  private DatadogScaler scaler(String activation) {
    Manifests manifests = manifests("", activation);
    return scalers.scaler(
        TriggerResolver.of(manifests)
            .resolve(
                manifests.scaledObject("default", "web"),
                manifests.scaledObject("default", "web").triggers().get(0)));
  }

  private ScaledObjectAutoscaler autoscaler(String setting, String activation) {
    Manifests manifests = manifests(setting, activation);
    return scalers.scaledObject(
        manifests.scaledObject("default", "web"), TriggerResolver.of(manifests));
  }

  private static Manifests manifests(String setting, String activation) {
    return Manifests.parse(OBJECT.formatted(setting, activation));
  }

  /** Gives one value, and notes what it hears. */
  private static final class Source implements MetricSource {
    final List<Double> reported = new ArrayList<>();
    double value = 430;
    long freshUntilNanos = TimeSource.system().nanoTime();

    @Override
    public boolean supports(DatadogTrigger trigger) {
      return true;
    }

    @Override
    public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
      Instant now = Instant.parse("2026-11-01T12:00:00Z");
      return CompletableFuture.completedFuture(
          MetricAnswer.of(MetricOutcome.sample(value, now), now, freshUntilNanos)
              .withMarginListener(reported::add));
    }

    @Override
    public void close() {}
  }
}
