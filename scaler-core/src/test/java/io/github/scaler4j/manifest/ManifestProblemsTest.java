package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Problems and warnings about the objects of manifests. */
class ManifestProblemsTest {

  private static final String DATADOG = "triggers: [{type: datadog, metadata: {}}]\n";

  @Nested
  class OneBadObject {

    private static final String KAFKA =
        TestManifests.scaledObject("triggers: [{type: kafka, metadata: {}}]\nmaxReplicaCount: x\n")
            .replace("nginx", "queue");

    @Test
    void affectsNoOtherObject() {
      Manifests manifests = Manifests.parse(KAFKA + TestManifests.scaledObject(DATADOG));

      assertThat(manifests.scaledObjects()).extracting(ScaledObject::name).containsExactly("nginx");
      assertThat(manifests.triggers()).hasSize(1);
      assertThat(manifests.problems())
          .singleElement()
          .asString()
          .isEqualTo(
              "ScaledObject default/queue, spec.maxReplicaCount (manifest line 10):"
                  + " x is not a whole number of 1 or more");
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> manifests.scaledObject("default", "queue"))
          .withMessageContaining("spec.maxReplicaCount");
    }

    @Test
    void isReportedIfItHasADatadogTrigger() {
      Manifests manifests =
          Manifests.parse(KAFKA.replace("kafka", "datadog") + TestManifests.scaledObject(DATADOG));

      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(manifests::scaledObjects)
          .withMessageContaining("ScaledObject default/queue");
      assertThat(manifests.validScaledObjects())
          .extracting(ScaledObject::name)
          .containsExactly("nginx");
      assertThat(manifests.scaledObject("default", "nginx").datadogTriggers()).hasSize(1);
    }

    @Test
    void isReportedIfItIsNotYaml() {
      Manifests manifests = Manifests.parse("a: 'b\n" + TestManifests.scaledObject(DATADOG));

      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(manifests::scaledObjects)
          .withMessageContaining("manifest line 2: is not valid YAML: a quote");
      assertThat(manifests.validScaledObjects()).hasSize(1);
    }

    @Test
    void isReportedIfItHoldsNoObject() {
      assertProblem("just a text", "manifest line 1");
      assertProblem("- a\n- b", "is not a Kubernetes object");
      assertProblem("apiVersion: v1\n", "kind (manifest line 1): is missing");
      assertProblem("kind: Pod\n", "apiVersion (manifest line 1): is missing");
      assertProblem(
          "apiVersion: v1\nkind: Secret\n", "metadata.name (manifest line 1): is missing");
    }

    @Test
    void isNotChosenFromIfItIsDefinedTwice() {
      Manifests manifests =
          Manifests.parse("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n---\n".repeat(2));

      assertThat(manifests.triggers()).isEmpty();
      assertThat(manifests.problems())
          .singleElement()
          .asString()
          .isEqualTo("Secret default/a (manifest line 5): is already defined in manifest line 1");
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> manifests.find(ObjectReference.secret("default", "a")))
          .withMessageContaining("is already defined in manifest line 1");
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(Manifests.parse(TestManifests.scaledObject(DATADOG).repeat(2))::scaledObjects)
          .withMessageContaining(
              "ScaledObject default/nginx (manifest line 11): is already defined");
    }

    private void assertProblem(String text, String message) {
      assertThat(Manifests.parse(text).problems()).singleElement().asString().contains(message);
    }
  }

  @Test
  void listsABoundedNumberOfProblems() {
    assertThat(
            Manifests.parse(TestManifests.scaledObject("triggers: [" + "x, ".repeat(5_000) + "x]"))
                .problems())
        .hasSize(101)
        .last()
        .hasToString("and more: only the first 100 are listed");
  }

  @Nested
  class Admission {

    @Test
    void refusesTwoObjectsForOneWorkload() {
      String first = TestManifests.scaledObject(DATADOG);
      String second = first.replaceFirst("name: nginx", "name: second");

      assertThat(Manifests.parse(first + second).problems())
          .singleElement()
          .asString()
          .isEqualTo(
              "ScaledObject default/second (manifest line 11), spec.scaleTargetRef:"
                  + " is already scaled by ScaledObject default/nginx");
      assertThat(Manifests.parse(first + second).validScaledObjects()).hasSize(1);
      assertThat(
              Manifests.parse(
                      first
                          + second.replace(
                              "scaleTargetRef:\n", "scaleTargetRef:\n    kind: StatefulSet\n"))
                  .problems())
          .isEmpty();
    }

    @Test
    void refusesTwoObjectsForOneAutoscaler() {
      String first = TestManifests.scaledObject(DATADOG);
      String second =
          first.replace("name: nginx", "name: second")
              + "  advanced: {horizontalPodAutoscalerConfig: {name: keda-hpa-nginx}}\n";

      assertThat(Manifests.parse(first + second).problems())
          .singleElement()
          .asString()
          .contains("is already the name of the autoscaler of ScaledObject default/nginx");
    }
  }

  @Nested
  class Warnings {

    @Test
    void nameScaledJobs() {
      Manifests manifests =
          Manifests.parse(TestManifests.scaledObject(DATADOG).replace("ScaledObject", "ScaledJob"));

      assertThat(manifests.scaledObjects()).isEmpty();
      assertThat(manifests.problems()).isEmpty();
      assertThat(manifests.warnings())
          .singleElement()
          .asString()
          .isEqualTo(
              "ScaledJob default/nginx (manifest line 2): is ignored; this library does not scale"
                  + " jobs");
    }

    @Test
    void nameNumbersInSecretsWithoutTheirValue() {
      Manifests manifests =
          Manifests.parse(
              """
              apiVersion: v1
              kind: Secret
              metadata: {name: keys}
              stringData:
                apiKey: 4711
                appKey: "4711"
              """);

      assertThat(manifests.warnings())
          .singleElement()
          .asString()
          .isEqualTo(
              "Secret default/keys, stringData.apiKey (manifest line 5): is a number, which"
                  + " Kubernetes refuses here; put it in quotes");
    }

    @Test
    void nameNumbersWhereKubernetesWantsTexts() {
      Manifests manifests =
          Manifests.parse(
              TestManifests.scaledObject("triggers: [{type: datadog, metadata: {queryValue: 7}}]"));

      assertThat(manifests.warnings())
          .singleElement()
          .asString()
          .contains("spec.triggers[0].metadata.queryValue (manifest line 9): is a number");
      assertThat(manifests.triggers().get(0).metadata()).containsEntry("queryValue", "7");
    }
  }
}
