package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import io.github.scaler4j.hpa.Fallback;
import io.github.scaler4j.hpa.FallbackBehavior;
import io.github.scaler4j.hpa.ScaleSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaledObjectTest {

  private static final String ONE_TRIGGER = "triggers: [{type: datadog}]\n";

  @Test
  void hasTheDefaultsOfKeda() {
    ScaledObject object = read(ONE_TRIGGER);

    assertThat(object.namespace()).isEqualTo("default");
    assertThat(object.scaleTargetRef())
        .isEqualTo(new ScaleTarget("apps/v1", "Deployment", "nginx", ""));
    assertThat(object.pollingInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(object.settings()).isEqualTo(ScaleSettings.defaults());
    assertThat(object.scalingModifiers()).isFalse();
    assertThat(object.triggers())
        .containsExactly(new ScaleTrigger(0, "datadog", "", Map.of(), "", Optional.empty(), false));
  }

  @Test
  void readsAllFields() {
    ScaledObject object =
        ScaledObject.of(
            KubernetesObject.parse(
                """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: web, namespace: team}
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
                    scalingModifiers: {formula: a + 1, target: "4"}
                  triggers:
                    - type: datadog
                      name: a
                      metricType: Value
                      useCachedMetrics: true
                      metadata: {queryValue: 7.50, useClusterAgentProxy: false}
                      authenticationRef: {name: keys, kind: ClusterTriggerAuthentication}
                """));

    assertThat(object)
        .isEqualTo(
            new ScaledObject(
                "team",
                "web",
                new ScaleTarget("example.org/v1", "Fleet", "ships", "engine"),
                object.triggers(),
                Duration.ofSeconds(5),
                ScaleSettings.builder()
                    .minReplicaCount(2)
                    .maxReplicaCount(20)
                    .idleReplicaCount(0)
                    .cooldownPeriod(Duration.ofSeconds(60))
                    .initialCooldownPeriod(Duration.ofSeconds(7))
                    .fallback(new Fallback(3, 6, FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER))
                    .build(),
                true));
    assertThat(object.triggers())
        .containsExactly(
            new ScaleTrigger(
                0,
                "datadog",
                "a",
                Map.of("queryValue", "7.50", "useClusterAgentProxy", "false"),
                "Value",
                Optional.of(
                    new ScaleTrigger.AuthenticationRef("keys", "ClusterTriggerAuthentication")),
                true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | false",
        "{formula: ''} | false",
        "{formula: a} | true",
        "{target: '1'} | true",
        "{activationTarget: '1'} | true",
        "{metricType: Value} | true",
      })
  void isAMetricSourceIffAScalingModifierIsSet(String modifiers, boolean expected) {
    String spec = ONE_TRIGGER + "advanced: {scalingModifiers: " + modifiers + "}";

    assertThat(read(spec).scalingModifiers()).isEqualTo(expected);
    assertThat(Given.trigger(Given.scaledObject(spec)).metricSource()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "triggers: [] | spec.triggers | at least one is needed",
        "triggers: | spec.triggers | at least one is needed",
        "triggers: x | spec.triggers | is not a list",
        "triggers: [{metadata: {}}] | spec.triggers[0].type | is missing",
        "triggers: [{type: a, name: n}, {type: b, name: n}] | spec.triggers[1].name"
            + " | is also the name of trigger 0",
        "triggers: [{type: cpu, useCachedMetrics: true}] | spec.triggers[0].useCachedMetrics"
            + " | is not supported for cpu",
        "triggers: [{type: a, useCachedMetrics: 2}] | spec.triggers[0].useCachedMetrics"
            + " | 2 is neither true nor false",
        "triggers: [{type: a, metadata: {query: [x]}}] | spec.triggers[0].metadata.query"
            + " | is not a text",
        "triggers: [{type: a, metadata: x}] | spec.triggers[0].metadata | is not a mapping",
        "triggers: [{type: a}] minReplicaCount: 101 | spec.minReplicaCount"
            + " | 101 is more than maxReplicaCount, which is 100",
        "triggers: [{type: a}] maxReplicaCount: 0 | spec.maxReplicaCount | 0 is too few",
        "triggers: [{type: a}] idleReplicaCount: 0 | spec.idleReplicaCount"
            + " | 0 is not less than minReplicaCount, which is 0",
        "triggers: [{type: a}] maxReplicaCount: 1e2 | spec.maxReplicaCount"
            + " | 1e2 is not a whole number of 0 or more",
        "triggers: [{type: a}] pollingInterval: -1 | spec.pollingInterval"
            + " | -1 is not a whole number of 0 or more",
        "triggers: [{type: a}] cooldownPeriod: 2147483648 | spec.cooldownPeriod"
            + " | 2147483648 is not a whole number of 0 or more",
        "triggers: [{type: a}] fallback: {behavior: x} | spec.fallback.behavior | x is none of",
      })
  void refusesWhatKedaRefuses(String spec, String path, String message) {
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> read(spec.replace("] ", "]\n") + "\n"))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .satisfies(
                        problem -> {
                          assertThat(problem.parameter())
                              .startsWith(
                                  "ScaledObject default/nginx, " + path + " (manifest line");
                          assertThat(problem.message()).contains(message);
                        }));
  }

  @Test
  void refusesTwoAgentTriggersOnOneMetric() {
    String trigger =
        """
          - type: datadog
            metadata:
              useClusterAgentProxy: "true"
              datadogMetricName: %s
              datadogMetricNamespace: keda
        """;
    assertThat(read("triggers:\n" + trigger.formatted("a") + trigger.formatted("b")).triggers())
        .hasSize(2);
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(
            () -> read("triggers:\n" + trigger.formatted("hits") + trigger.formatted("Hits")))
        .withMessageContaining("spec.triggers[1].metadata")
        .withMessageContaining("the same DatadogMetric as trigger 0");
  }

  @Test
  void tellsAllProblemsAtOnceEachWithItsLine() {
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> read("minReplicaCount: x\ntriggers: []\nfallback: y\n"))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Problem::parameter)
                    .containsExactly(
                        "ScaledObject default/nginx, spec.triggers (manifest line 10)",
                        "ScaledObject default/nginx, spec.minReplicaCount (manifest line 9)",
                        "ScaledObject default/nginx, spec.fallback (manifest line 11)"));
  }

  @Test
  void leavesAFallbackByFormulaToTheFormula() {
    assertThat(
            read(ONE_TRIGGER + "fallback: {failureThreshold: 1, behavior: scalingModifiers}")
                .settings()
                .fallback())
        .isEmpty();
    assertThat(
            read(ONE_TRIGGER + "fallback: {failureThreshold: 1, replicas: 2}")
                .settings()
                .fallback())
        .contains(new Fallback(1, 2, FallbackBehavior.STATIC));
  }

  @Test
  void refusesAnotherKind() {
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(
            () ->
                ScaledObject.of(
                    KubernetesObject.parse("{apiVersion: v1, kind: Pod, metadata: {name: p}}")))
        .withMessageContaining("Pod default/p (manifest line 1): is no ScaledObject of keda.sh");
  }

  private static ScaledObject read(String spec) {
    return Manifests.parse(Given.scaledObject(spec)).scaledObject("default", "nginx");
  }
}
