package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects that are refused, as the CRD or KEDA's admission refuses them too. */
class ScaledObjectAdmissionTest extends ScaledObjectFixture {

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
            + " | is not a string",
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
            + " | x is not one of",
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
            + " | Any is not one of",
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
        "{formula: sqrt(a), target: '1'} | formula | unknown function \"sqrt\"",
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
        "is missing; with a formula, each trigger needs one");
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
            Manifests.parse(object + "  advanced: {horizontalPodAutoscalerConfig: {name: short}}\n")
                .scaledObjects())
        .hasSize(1);
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> Manifests.parse(object.replace(longName, "n".repeat(64))).scaledObjects())
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
