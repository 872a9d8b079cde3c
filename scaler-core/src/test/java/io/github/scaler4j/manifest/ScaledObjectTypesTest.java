package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.Problem;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values in the types in which tools write them. */
class ScaledObjectTypesTest extends ScaledObjectFixture {

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
    assertThat(object.warnings())
        .extracting(Problem::message)
        .containsOnly("is a string, which Kubernetes refuses here; write it without quotes");
  }

  @Test
  void warnOfANumberInPlaceOfAText() {
    ScaledObject object =
        read("triggers: [{type: datadog, metadata: {queryValue: 7.50, useClusterAgentProxy: y}}]");

    assertThat(object.triggers().get(0).metadata())
        .isEqualTo(Map.of("queryValue", "7.50", "useClusterAgentProxy", "y"));
    assertThat(object.warnings())
        .extracting(Problem::message)
        .containsExactlyInAnyOrder(
            "is a number, which Kubernetes refuses here; put it in quotes",
            "is a boolean, which Kubernetes refuses here; put it in quotes");
  }

  @Test
  void warnOfMetadataThatIsIgnored() {
    ScaledObject object =
        ScaledObject.of(
            KubernetesObject.parse(
                """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: web, generation: -1, creationTimestamp: yesterday}
                spec: {scaleTargetRef: {name: web}, triggers: [{type: datadog, metadata: {}}]}
                """));

    assertThat(object.warnings())
        .extracting(Problem::toString)
        .containsExactlyInAnyOrder(
            "ScaledObject default/web, metadata.generation (manifest line 3):"
                + " is not a whole number of 0 or more, and is ignored",
            "ScaledObject default/web, metadata.creationTimestamp (manifest line 3):"
                + " is not a time such as 2026-01-31T12:00:00Z, and is ignored");
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
