package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.hpa.Fallback;
import io.github.scaler4j.hpa.FallbackBehavior;
import io.github.scaler4j.hpa.HpaBehavior;
import io.github.scaler4j.hpa.MetricTargetType;
import io.github.scaler4j.hpa.ScaleAnnotations;
import io.github.scaler4j.hpa.ScaleSettings;
import io.github.scaler4j.hpa.ScalingModifiers;
import io.github.scaler4j.hpa.ScalingPolicy;
import io.github.scaler4j.hpa.ScalingRules;
import io.github.scaler4j.hpa.SelectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaledObjectTest extends ScaledObjectFixture {

  @Test
  void hasTheDefaultsOfKeda() {
    ScaledObject object = read(ONE_TRIGGER);

    assertThat(object.namespace()).isEqualTo("default");
    assertThat(object.annotations()).isEmpty();
    assertThat(object.creationTime()).isEmpty();
    assertThat(object.generation()).isEmpty();
    assertThat(object.scaleTargetRef())
        .isEqualTo(new ScaleTarget("apps/v1", "Deployment", "nginx"));
    assertThat(object.pollingInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(object.settings()).isEqualTo(ScaleSettings.defaults());
    assertThat(object.scalingModifiers()).isEmpty();
    assertThat(object.hpaName()).isEqualTo("keda-hpa-nginx");
    assertThat(object.triggers()).containsExactly(trigger(0, "datadog", "", Map.of()));
    assertThat(object.warnings()).isEmpty();
  }

  @Test
  void readsAllFields() {
    ScaledObject object =
        ScaledObject.of(
            KubernetesObject.parse(
                """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata:
                  name: web
                  namespace: team
                  generation: 7
                  creationTimestamp: "2026-01-31T12:00:00Z"
                  annotations:
                    example.org/owner: me
                    autoscaling.keda.sh/paused-scale-in: "true"
                spec:
                  scaleTargetRef:
                    apiVersion: example.org/v1
                    kind: Fleet
                    name: ships
                    envSourceContainerName: engine
                  pollingInterval: 5
                  cooldownPeriod: 60
                  initialCooldownPeriod: 7
                  minReplicaCount: 2
                  maxReplicaCount: 20
                  idleReplicaCount: 0
                  fallback:
                    failureThreshold: 3
                    replicas: 6
                    behavior: currentReplicasIfHigher
                  advanced:
                    horizontalPodAutoscalerConfig:
                      name: web-hpa
                      behavior:
                        scaleDown:
                          stabilizationWindowSeconds: 60
                          selectPolicy: Min
                          tolerance: 50m
                          policies:
                            - {type: Pods, value: 2, periodSeconds: 30}
                            - {type: Percent, value: 10, periodSeconds: 1800}
                    scalingModifiers:
                      formula: a + b
                      target: "4.5"
                      activationTarget: "1"
                      metricType: Value
                  triggers:
                    - type: datadog
                      name: a
                      metricType: Value
                      useCachedMetrics: true
                      metadata: {queryValue: "7.50", useClusterAgentProxy: "false"}
                      authenticationRef: {name: keys, kind: ClusterTriggerAuthentication}
                    - {type: cron, name: b, metadata: {timezone: UTC}}
                """));

    assertThat(object.namespace()).isEqualTo("team");
    assertThat(object.name()).isEqualTo("web");
    assertThat(object).hasToString("ScaledObject team/web");
    assertThat(object.generation()).isEqualTo(OptionalLong.of(7));
    assertThat(object.creationTime()).contains(Instant.parse("2026-01-31T12:00:00Z"));
    assertThat(object.annotations()).containsEntry("example.org/owner", "me").hasSize(2);
    assertThat(object.scaleTargetRef())
        .isEqualTo(new ScaleTarget("example.org/v1", "Fleet", "ships"));
    assertThat(object.pollingInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(object.hpaName()).isEqualTo("web-hpa");
    assertThat(object.settings())
        .isEqualTo(
            ScaleSettings.builder()
                .minReplicaCount(2)
                .maxReplicaCount(20)
                .idleReplicaCount(0)
                .cooldownPeriod(Duration.ofSeconds(60))
                .initialCooldownPeriod(Duration.ofSeconds(7))
                .fallback(
                    Fallback.of(3, 6).withBehavior(FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER))
                .annotations(ScaleAnnotations.of(Map.of(ScaleAnnotations.PAUSED_SCALE_IN, "true")))
                .behavior(
                    HpaBehavior.defaults()
                        .withScaleDown(
                            ScalingRules.scaleDownDefaults()
                                .withStabilizationWindow(Duration.ofMinutes(1))
                                .withSelectPolicy(SelectPolicy.MIN)
                                .withTolerance(0.05)
                                .withPolicies(
                                    List.of(
                                        ScalingPolicy.pods(2, Duration.ofSeconds(30)),
                                        ScalingPolicy.percent(10, Duration.ofMinutes(30))))))
                .scalingModifiers(
                    ScalingModifiers.of(
                            io.github.scaler4j.formula.Formula.parse("a + b", Set.of("a", "b")),
                            "4.5")
                        .withActivationTarget("1")
                        .withMetricType(MetricTargetType.VALUE))
                .build());
    assertThat(object.datadogTriggers())
        .containsExactly(
            new ScaleTrigger(
                new ScaleTrigger.Content(
                    0,
                    "datadog",
                    "a",
                    Map.of("queryValue", "7.50", "useClusterAgentProxy", "false"),
                    "Value",
                    Optional.of(new AuthenticationRef("keys", "ClusterTriggerAuthentication")),
                    true)));
    assertThat(object.otherTriggers())
        .containsExactly(trigger(1, "cron", "b", Map.of("timezone", "UTC")));
    assertThat(object.trigger("b")).contains(object.triggers().get(1));
    assertThat(object.trigger("")).isEmpty();
    assertThat(object.warnings()).isEmpty();
  }

  @Test
  void equalsAnObjectWithTheSameContents() {
    assertThat(read(ONE_TRIGGER)).isEqualTo(read(ONE_TRIGGER)).hasSameHashCodeAs(read(ONE_TRIGGER));
    assertThat(read(ONE_TRIGGER + "minReplicaCount: 1\n")).isNotEqualTo(read(ONE_TRIGGER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"policies: []", "policies: null", ""})
  void keepsTheDefaultPoliciesForAListWithoutAny(String policies) {
    ScaledObject object =
        read(
            ONE_TRIGGER
                + "advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {"
                + policies
                + "}, scaleDown: {selectPolicy: Min, "
                + policies
                + "}}}}");

    assertThat(object.settings().behavior())
        .contains(
            HpaBehavior.defaults()
                .withScaleDown(
                    ScalingRules.scaleDownDefaults().withSelectPolicy(SelectPolicy.MIN)));
    assertThat(object.warnings()).isEmpty();
  }

  @Test
  void refusesAnotherKind() {
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(
            () ->
                ScaledObject.of(
                    KubernetesObject.parse("{apiVersion: v1, kind: Pod, metadata: {name: p}}")))
        .withMessageContaining("Pod default/p (manifest line 1): is not a ScaledObject of keda.sh");
  }

  @Nested
  class Formula {

    @Test
    void makesTheTriggersMetricSources() {
      String formula = "advanced: {scalingModifiers: {formula: a, target: '1'}}";

      assertThat(
              TestManifests.trigger(TestManifests.scaledObject(named("a") + formula))
                  .metricSource())
          .isTrue();
      assertThat(TestManifests.trigger(TestManifests.scaledObject(named("a"))).metricSource())
          .isFalse();
    }

    @Test
    void isAbsentIfNothingIsSet() {
      assertThat(
              read(ONE_TRIGGER + "advanced: {scalingModifiers: {formula: ''}}").scalingModifiers())
          .isEmpty();
    }

    @Test
    void decidesTheFallback() {
      assertThat(
              read(named("a")
                      + "advanced: {scalingModifiers: {formula: a, target: '1'}}\n"
                      + "fallback: {failureThreshold: 1, replicas: 2, behavior: scalingModifiers}")
                  .settings()
                  .fallback())
          .contains(Fallback.of(1, 2).withBehavior(FallbackBehavior.SCALING_MODIFIERS));
    }
  }

  @Nested
  class Annotations {

    @ParameterizedTest
    @ValueSource(strings = {"'true'", "'1'", "'whatever'", "''"})
    void pauseUnlessTheyAreFalse(String value) {
      assertThat(annotated("paused: " + value).settings().annotations().paused()).isTrue();
      assertThat(annotated("paused: 'false'").settings().annotations().paused()).isFalse();
    }

    @Test
    void holdANumberOfReplicas() {
      ScaleAnnotations annotations = annotated("paused-replicas: '4'").settings().annotations();

      assertThat(annotations.paused()).isTrue();
      assertThat(annotations.pausedReplicas()).isEqualTo(OptionalInt.of(4));
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> annotated("paused-replicas: many"))
          .withMessageContaining("metadata.annotations.autoscaling.keda.sh/paused-replicas")
          .withMessageContaining("is not a whole number of 0 or more");
    }

    @Test
    void warnOfABooleanWithoutQuotes() {
      ScaledObject object = annotated("force-activation: true");

      assertThat(object.settings().annotations().activationForced()).isTrue();
      assertThat(object.warnings())
          .singleElement()
          .asString()
          .contains("force-activation (manifest line 4)", "is a boolean", "put it in quotes");
    }

    private ScaledObject annotated(String annotation) {
      return ScaledObject.of(
          KubernetesObject.parse(
              """
              apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              metadata: {name: nginx, annotations: {
                autoscaling.keda.sh/%s}}
              spec: {scaleTargetRef: {name: nginx}, triggers: [{type: datadog, metadata: {}}]}
              """
                  .formatted(annotation)));
    }
  }
}
