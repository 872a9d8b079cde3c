package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaledObjectTest {

  private static final String ONE_TRIGGER = "triggers: [{type: datadog, metadata: {}}]\n";

  @Test
  void hasTheDefaultsOfKeda() {
    ScaledObject object = read(ONE_TRIGGER);

    assertThat(object.namespace()).isEqualTo("default");
    assertThat(object.annotations()).isEmpty();
    assertThat(object.creationTime()).isEmpty();
    assertThat(object.generation()).isEmpty();
    assertThat(object.scaleTargetRef())
        .isEqualTo(new ScaleTarget("apps/v1", "Deployment", "nginx", ""));
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
        .isEqualTo(new ScaleTarget("example.org/v1", "Fleet", "ships", "engine"));
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
                .fallback(new Fallback(3, 6, FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER))
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

  @Test
  void refusesAnotherKind() {
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(
            () ->
                ScaledObject.of(
                    KubernetesObject.parse("{apiVersion: v1, kind: Pod, metadata: {name: p}}")))
        .withMessageContaining("Pod default/p (manifest line 1): is not a ScaledObject of keda.sh");
  }

  /** Every row is refused by the CRD or by KEDA's admission too. */
  @Nested
  class Admission {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "triggers: [] | spec.triggers | at least one is required",
          "triggers: | spec.triggers | at least one is required",
          "triggers: x | spec.triggers | is not a list",
          "triggers: [{metadata: {}}] | spec.triggers[0].type | is missing",
          "triggers: [{type: a}] | spec.triggers[0].metadata | is missing",
          "triggers: [{type: a, metadata: {}, name: n}, {type: b, metadata: {}, name: n}]"
              + " | spec.triggers[1].name | is also the name of trigger 0",
          "triggers: [{type: cpu, metadata: {}, useCachedMetrics: true}]"
              + " | spec.triggers[0].useCachedMetrics | is not supported for cpu",
          "triggers: [{type: a, metadata: {}, useCachedMetrics: 2}]"
              + " | spec.triggers[0].useCachedMetrics | 2 is neither true nor false",
          "triggers: [{type: a, metadata: {query: [x]}}] | spec.triggers[0].metadata.query"
              + " | is not a text",
          "triggers: [{type: a, metadata: x}] | spec.triggers[0].metadata | is not a mapping",
          "triggers: [{type: datadog, metadata: {}, metricType: Utilization}]"
              + " | spec.triggers[0].metricType | Utilization is neither Value nor AverageValue",
          "triggers: [{type: a, metadata: {}, authenticationRef: {}}]"
              + " | spec.triggers[0].authenticationRef.name | is missing",
          "triggers: [{type: a, metadata: {}, authenticationRef: {name: x, kind: Big}}]"
              + " | spec.triggers[0].authenticationRef.kind"
              + " | Big is neither TriggerAuthentication nor ClusterTriggerAuthentication",
          "minReplicaCount: 101 | spec.minReplicaCount"
              + " | 101 is more than maxReplicaCount, which is 100",
          "maxReplicaCount: 0 | spec.maxReplicaCount | 0 is not a whole number of 1 or more",
          "minReplicaCount: -1 | spec.minReplicaCount | -1 is not a whole number of 0 or more",
          "pollingInterval: 0 | spec.pollingInterval | 0 is not a whole number of 1 or more",
          "pollingInterval: -1 | spec.pollingInterval | -1 is not a whole number of 1 or more",
          "cooldownPeriod: 2147483648 | spec.cooldownPeriod"
              + " | 2147483648 is not a whole number of 0 or more",
          "cooldownPeriod: 1.5 | spec.cooldownPeriod | 1.5 is not a whole number of 0 or more",
          "fallback: x | spec.fallback | is not a mapping",
          "fallback: {failureThreshold: 1} | spec.fallback.replicas | is missing",
          "fallback: {replicas: 1} | spec.fallback.failureThreshold | is missing",
          "fallback: {replicas: , failureThreshold: 1} | spec.fallback.replicas | is missing",
          "fallback: {failureThreshold: 1, replicas: 2, behavior: x} | spec.fallback.behavior"
              + " | x is none of",
          "fallback: {failureThreshold: 1, replicas: 2, behavior: scalingModifiers}"
              + " | spec.fallback.behavior | needs spec.advanced.scalingModifiers.formula",
          "triggers: [{type: cpu, metadata: {}}] fallback: {failureThreshold: 1, replicas: 2}"
              + " | spec.fallback | needs a trigger that is not cpu or memory",
          "advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {policies: [{type: Pods,"
              + " value: 1}]}}}} | spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp"
              + ".policies[0].periodSeconds | is missing",
          "advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleUp: {policies: [{type: Cats,"
              + " value: 1, periodSeconds: 1801}]}}}}"
              + " | spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.policies[0]"
              + ".periodSeconds | 1801 is more than 1800",
          "advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleDown: {selectPolicy: Any}}}}"
              + " | spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.selectPolicy"
              + " | Any is none of",
          "advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleDown: {tolerance: -1}}}}"
              + " | spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.tolerance"
              + " | -1 is not a quantity of 0 or more",
          "advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleDown:"
              + " {stabilizationWindowSeconds: 3601}}}}"
              + " | spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown"
              + ".stabilizationWindowSeconds | 3601 is more than 3600",
        })
    void refusesWhatKedaRefuses(String spec, String path, String message) {
      String text = spec.replace("] fallback", "]\nfallback") + "\n";
      assertRefused(text.startsWith("triggers:") ? text : ONE_TRIGGER + text, path, message);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{target: '1'} | formula | is missing",
          "{activationTarget: '1'} | formula | is missing",
          "{metricType: Value} | formula | is missing",
          "{formula: a} | target | is missing",
          "{formula: a + c, target: '1'} | formula | no trigger has the name \"c\" (at character 5)",
          "{formula: sqrt(a), target: '1'} | formula | function \"sqrt\" is not known here",
          "{formula: a > 1, target: '1'} | formula | gives bool, not a number",
          "{formula: a, target: '0.0009'} | target | is less than 0.001",
          "{formula: a, target: x} | target | x is not a number",
          "{formula: a, target: '1e400'} | target | 1e400 is not a number",
          "{formula: a, target: '1', activationTarget: '1e400'} | activationTarget"
              + " | 1e400 is not a number",
          "{formula: a, target: '0'} | target | is not more than 0",
          "{formula: a, target: '-1'} | target | is not more than 0",
          "{formula: a, target: '1', activationTarget: x} | activationTarget | x is not a number",
          "{formula: a, target: '1', metricType: Utilization} | metricType"
              + " | Utilization is neither AverageValue nor Value",
        })
    void refusesAFormulaWithoutItsTarget(String modifiers, String field, String message) {
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> read(named("a") + "advanced: {scalingModifiers: " + modifiers + "}"))
          .withMessageContaining("spec.advanced.scalingModifiers." + field + " (manifest line")
          .withMessageContaining(message);
    }

    @Test
    void requiresANameForEachTriggerOfAFormula() {
      String formula = "advanced: {scalingModifiers: {formula: a, target: '1'}}\n";

      assertRefused(
          "triggers: [{type: datadog, name: a, metadata: {}}, {type: cron, metadata: {}}]\n"
              + formula,
          "spec.triggers[1].name",
          "is missing; each trigger beside a formula needs one");
      assertThat(
              read("triggers: [{type: datadog, name: a, metadata: {}},"
                      + " {type: cpu, metadata: {}}]\n"
                      + formula)
                  .triggers())
          .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
      "'', 0, false",
      "0, 0, true",
      "0, 1, false",
      "1, 0, true",
      "1, 1, false",
      "2, 1, true",
      "2, 2, false",
    })
    void comparesTheIdleCountWithTheMinimumOfTheHpa(String min, int idle, boolean accepted) {
      String spec =
          ONE_TRIGGER
              + (min.isEmpty() ? "" : "minReplicaCount: " + min + "\n")
              + "idleReplicaCount: "
              + idle
              + "\n";
      if (accepted) {
        assertThat(read(spec).settings().idleReplicaCount()).isEqualTo(OptionalInt.of(idle));
      } else {
        assertRefused(spec, "spec.idleReplicaCount", "is not less than minReplicaCount");
      }
    }

    @Test
    void refusesNamesThatWouldBeTooLong() {
      String longName = "n".repeat(55);
      String object =
          TestManifests.scaledObject(ONE_TRIGGER).replace("name: nginx", "name: " + longName);

      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> Manifests.parse(object).scaledObjects())
          .withMessageContaining("metadata.name (manifest line 5)")
          .withMessageContaining("HorizontalPodAutoscaler longer than 63 characters");
      assertThat(
              Manifests.parse(
                      object + "  advanced: {horizontalPodAutoscalerConfig: {name: short}}\n")
                  .scaledObjects())
          .hasSize(1);
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(
              () -> Manifests.parse(object.replace(longName, "n".repeat(64))).scaledObjects())
          .withMessageContaining("is longer than 63 characters, and becomes a label");
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
    void reportsAllProblemsAtOnceWithTheirLines() {
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> read("minReplicaCount: x\ntriggers: []\nfallback: y\n"))
          .satisfies(
              e ->
                  assertThat(e.problems())
                      .extracting(Problem::parameter)
                      .containsExactly(
                          "ScaledObject default/nginx, spec.triggers (manifest line 10)",
                          "ScaledObject default/nginx, spec.fallback (manifest line 11)",
                          "ScaledObject default/nginx, spec.minReplicaCount (manifest line 9)"));
    }

    private void assertRefused(String spec, String path, String message) {
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> read(spec))
          .satisfies(
              e ->
                  assertThat(e.problems())
                      .anySatisfy(
                          problem -> {
                            assertThat(problem.parameter())
                                .startsWith(
                                    "ScaledObject default/nginx, " + path + " (manifest line");
                            assertThat(problem.message()).contains(message);
                          }));
    }
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
    void mayDecideTheFallback() {
      assertThat(
              read(named("a")
                      + "advanced: {scalingModifiers: {formula: a, target: '1'}}\n"
                      + "fallback: {failureThreshold: 1, replicas: 2, behavior: scalingModifiers}")
                  .settings()
                  .fallback())
          .contains(new Fallback(1, 2, FallbackBehavior.SCALING_MODIFIERS));
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

  @Nested
  class Types {

    @ParameterizedTest
    @CsvSource({
      "1e+06, 1000000",
      "10.0, 10",
      "1_000, 1000",
      "0x10, 16",
      "0o17, 15",
      "017, 15",
      "0b11, 3",
      "+5, 5",
      "08, 8",
      "1e2, 100",
      "2147483647, 2147483647",
    })
    void acceptsWholeNumbersAsToolsWriteThem(String text, int number) {
      ScaledObject object = read(ONE_TRIGGER + "cooldownPeriod: " + text + "\n");

      assertThat(object.settings().cooldownPeriod()).isEqualTo(Duration.ofSeconds(number));
      assertThat(object.warnings()).isEmpty();
    }

    @Test
    void acceptsJsonNumbers() {
      ScaledObject object =
          ScaledObject.of(
              KubernetesObject.parse(
                  """
                  {"apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject",
                   "metadata": {"name": "web"},
                   "spec": {"scaleTargetRef": {"name": "web"}, "cooldownPeriod": 1e+02,
                     "minReplicaCount": "1",
                     "triggers": [{"type": "datadog", "metadata": {"queryValue": 7.50}}]}}
                  """));

      assertThat(object.settings().cooldownPeriod()).isEqualTo(Duration.ofSeconds(100));
      assertThat(object.triggers().get(0).metadata()).containsEntry("queryValue", "7.50");
      assertThat(object.warnings())
          .extracting(Problem::parameter)
          .containsExactlyInAnyOrder(
              "ScaledObject default/web, spec.minReplicaCount (manifest line 4)",
              "ScaledObject default/web, spec.triggers[0].metadata.queryValue (manifest line 5)");
    }

    @Test
    void warnOfATextInPlaceOfANumber() {
      ScaledObject object =
          read(
              """
              minReplicaCount: '2'
              triggers: [{type: datadog, metadata: {}, useCachedMetrics: 'true'}]
              """);

      assertThat(object.settings().minReplicaCount()).isEqualTo(2);
      assertThat(object.triggers().get(0).useCachedMetrics()).isTrue();
      assertThat(object.warnings())
          .extracting(Problem::parameter)
          .containsExactlyInAnyOrder(
              "ScaledObject default/nginx, spec.minReplicaCount (manifest line 9)",
              "ScaledObject default/nginx, spec.triggers[0].useCachedMetrics (manifest line 10)");
    }

    @Test
    void warnOfANumberInPlaceOfAText() {
      ScaledObject object =
          read(
              "triggers: [{type: datadog, metadata: {queryValue: 7.50, useClusterAgentProxy: y}}]");

      assertThat(object.triggers().get(0).metadata())
          .isEqualTo(Map.of("queryValue", "7.50", "useClusterAgentProxy", "y"));
      assertThat(object.warnings())
          .extracting(Problem::message)
          .containsExactlyInAnyOrder(
              "is a number, which Kubernetes refuses here; put it in quotes",
              "is a boolean, which Kubernetes refuses here; put it in quotes");
    }

    @ParameterizedTest
    @CsvSource({"y, true", "on, true", "No, false", "OFF, false"})
    void takeYamlsWordsForABoolean(String word, boolean expected) {
      ScaledObject object =
          read("triggers: [{type: datadog, metadata: {}, useCachedMetrics: " + word + "}]");

      assertThat(object.triggers().get(0).useCachedMetrics()).isEqualTo(expected);
      assertThat(object.warnings()).isEmpty();
    }
  }

  private static String named(String name) {
    return "triggers: [{type: datadog, name: " + name + ", metadata: {}}]\n";
  }

  private static ScaleTrigger trigger(
      int index, String type, String name, Map<String, String> metadata) {
    return new ScaleTrigger(
        new ScaleTrigger.Content(index, type, name, metadata, "", Optional.empty(), false));
  }

  private static ScaledObject read(String spec) {
    return Manifests.parse(TestManifests.scaledObject(spec)).scaledObject("default", "nginx");
  }
}
