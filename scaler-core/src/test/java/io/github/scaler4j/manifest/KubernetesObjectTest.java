package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KubernetesObjectTest {

  @Nested
  class AsMap {

    @Test
    void readsWhatAKubernetesClientHolds() {
      ScaledObject object =
          ScaledObject.of(
              Map.of(
                  "apiVersion",
                  "keda.sh/v1alpha1",
                  "kind",
                  "ScaledObject",
                  "metadata",
                  Map.of(
                      "name", "web",
                      "namespace", "team",
                      "generation", 3L,
                      "creationTimestamp", "2026-01-31T12:00:00Z",
                      "annotations", Map.of("autoscaling.keda.sh/paused", "true")),
                  "spec",
                  spec()));

      assertThat(object.name()).isEqualTo("web");
      assertThat(object.namespace()).isEqualTo("team");
      assertThat(object.generation()).isEqualTo(OptionalLong.of(3));
      assertThat(object.creationTime()).contains(Instant.parse("2026-01-31T12:00:00Z"));
      assertThat(object.settings().annotations().paused()).isTrue();
      assertThat(object.settings().minReplicaCount()).isEqualTo(1);
      assertThat(object.settings().cooldownPeriod()).isEqualTo(Duration.ofSeconds(60));
      assertThat(object.triggers().get(0).metadata()).isEqualTo(Map.of("queryValue", "2"));
      assertThat(object.triggers().get(0).useCachedMetrics()).isTrue();
      assertThat(object.warnings()).isEmpty();
    }

    @Test
    void acceptsAListsItemWithoutItsKind() {
      Map<String, Object> item = Map.of("metadata", Map.of("name", "web"), "spec", spec());

      assertThat(ScaledObject.of(item)).hasToString("ScaledObject default/web");
      assertThat(KubernetesObject.of("v1", "Secret", Map.of("metadata", Map.of("name", "s"))))
          .hasToString("Secret s (map)");
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> KubernetesObject.of(item))
          .withMessageContaining("object, kind (map): is missing");
    }

    @Test
    void readsTheItemsOfAList() {
      Map<String, Object> item = Map.of("metadata", Map.of("name", "web"), "spec", spec());
      Map<String, Object> list =
          Map.of(
              "apiVersion",
              "keda.sh/v1alpha1",
              "kind",
              "ScaledObjectList",
              "metadata",
              Map.of(),
              "items",
              List.of(item));

      assertThat(KubernetesObject.itemsOf(list)).hasToString("[ScaledObject web (map)]");
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> KubernetesObject.of(list))
          .withMessageContaining("expected one with a name");
    }

    @Test
    void keepsItsOwnKind() {
      Map<String, Object> pod =
          Map.of("apiVersion", "v1", "kind", "Pod", "metadata", Map.of("name", "p"));

      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> ScaledObject.of(pod))
          .withMessageContaining("Pod default/p (map): is not a ScaledObject");
    }

    @Test
    void acceptsDatesAndBytesOfClients() {
      Instant time = Instant.parse("2026-01-31T12:00:00Z");
      for (Object date :
          List.of(time, OffsetDateTime.parse("2026-01-31T13:00:00+01:00"), Date.from(time))) {
        assertThat(
                ScaledObject.of(
                        Map.of(
                            "metadata",
                            Map.of("name", "web", "creationTimestamp", date),
                            "spec",
                            spec()))
                    .creationTime())
            .contains(time);
      }
      KubernetesObject secret =
          KubernetesObject.of(
              "v1",
              "Secret",
              Map.of(
                  "metadata",
                  Map.of("name", "s"),
                  "data",
                  Map.of("k", "key".getBytes(StandardCharsets.UTF_8))));

      assertThat(
              new DataLookup(reference -> Optional.of(secret))
                  .read(ObjectReference.secret("default", "s"), "k", ""))
          .isEqualTo("key");
    }

    @Test
    void namesTheWrongFieldWithoutALine() {
      Map<String, Object> spec = new HashMap<>(spec());
      spec.put("minReplicaCount", 1.5);

      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(
              () -> ScaledObject.of(Map.of("metadata", Map.of("name", "web"), "spec", spec)))
          .withMessageContaining(
              "ScaledObject default/web, spec.minReplicaCount (map): 1.5 is not a whole number");
    }

    @Test
    void refusesWhatIsNotAKubernetesValue() {
      List<Object> endless = new ArrayList<>();
      endless.add(endless);

      assertRefused(
          Map.of("spec", new Object()), "map.spec: is a java.lang.Object; expected a Map,");
      assertRefused(
          Map.of("spec", Map.of(1, "hidden")), "map.spec: has a key that is not a String");
      assertRefused(Map.of("spec", endless), "is nested too deeply");
    }

    @Test
    void readsTriggersOfObjectsThatAClientHolds() {
      Manifests manifests =
          Manifests.of(
              List.of(
                  KubernetesObject.of(
                      "keda.sh/v1alpha1",
                      "ScaledObject",
                      Map.of("metadata", Map.of("name", "web"), "spec", spec()))));

      assertThat(manifests.triggers()).extracting(TriggerMetadata::triggerIndex).containsExactly(0);
    }

    private void assertRefused(Map<String, Object> content, String message) {
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> KubernetesObject.of("v1", "Pod", content))
          .withMessageContaining(message)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden"));
    }

    private static Map<String, Object> spec() {
      Map<String, Object> spec = new HashMap<>();
      spec.put("scaleTargetRef", Map.of("name", "web"));
      spec.put("minReplicaCount", 1);
      spec.put("cooldownPeriod", 60.0);
      spec.put("fallback", null);
      spec.put(
          "triggers",
          List.of(
              Map.of(
                  "type",
                  "datadog",
                  "metadata",
                  Map.of("queryValue", "2"),
                  "useCachedMetrics",
                  true)));
      return spec;
    }
  }

  @Nested
  class AsText {

    @Test
    void holdsOneObject() {
      assertThat(KubernetesObject.parse("{apiVersion: v1, kind: Pod, metadata: {name: p}}"))
          .hasToString("Pod p (manifest line 1)");
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> KubernetesObject.parse(""))
          .withMessageContaining("contains 0 objects; expected one with a name");
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> KubernetesObject.parse("a: 'hidden"))
          .withMessageContaining("is not valid YAML")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden"));
    }
  }
}
