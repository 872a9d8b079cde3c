package io.github.scaler4j.manifest;

import static io.github.scaler4j.manifest.ContainerEnvironmentTest.DATA;
import static io.github.scaler4j.manifest.ContainerEnvironmentTest.DEPLOYMENT;
import static io.github.scaler4j.manifest.ContainerEnvironmentTest.authFromEnv;
import static io.github.scaler4j.manifest.ContainerEnvironmentTest.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a container's environment costs. */
class ContainerCostsTest {

  @Test
  void readsEachObjectOncePerResolution() {
    String trigger =
        """
          - type: datadog
            metadata: {}
            authenticationRef: {name: auth}
        """;
    Manifests manifests =
        Manifests.parse(
            TestManifests.scaledObject("triggers:\n" + trigger.repeat(3))
                + TestManifests.auth(
                    "env: [{parameter: a, name: HOST}, {parameter: b, name: KEY},"
                        + " {parameter: c, name: SIDE, containerName: side}]")
                + DEPLOYMENT
                + DATA);
    List<String> found = new ArrayList<>();
    TriggerResolver resolver =
        TriggerResolver.of(
            reference -> {
              found.add(reference.kind() + " " + reference.name());
              return manifests.find(reference);
            });

    assertThat(resolver.resolve(manifests.scaledObject("default", "nginx"))).hasSize(3);
    assertThat(found)
        .containsExactlyInAnyOrder(
            "TriggerAuthentication auth",
            "Deployment nginx",
            "ConfigMap settings",
            "Secret keys",
            "Secret absent");
  }

  @Test
  @Timeout(60)
  void readsALargeContainerOnceForAllParameters() {
    String env = "env: [{name: A, value: %s}, {name: T, value: $(A)}]";
    StringBuilder parameters = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      parameters.append("{parameter: p%d, name: T}, ".formatted(i));
    }

    assertThat(authFromEnv(deployment(env.formatted("x".repeat(1_000_000))), parameters.toString()))
        .hasSize(20_000);
  }

  @Test
  @Timeout(60)
  void looksUpAKeyWithoutTheOthers() {
    StringBuilder env = new StringBuilder("env:\n");
    StringBuilder keys = new StringBuilder("stringData:\n");
    for (int i = 0; i < 20_000; i++) {
      env.append(
          "- {name: V%1$d, valueFrom: {secretKeyRef: {name: many, key: k%1$d}}}\n".formatted(i));
      env.append(
          "- {name: N%1$d, valueFrom: {secretKeyRef: {name: many, key: n%1$d}}}\n".formatted(i));
      keys.append("  k%1$d: v%1$d\n".formatted(i));
    }

    assertThat(
            authFromEnv(
                deployment(env.toString()) + TestManifests.object("Secret", "many", keys + ""),
                "{parameter: p, name: V19999}"))
        .containsEntry("p", "v19999");
  }

  @Test
  @Timeout(60)
  void decodesALongKeyOnce() {
    String base64 = "eHh4".repeat(500_000);
    StringBuilder env = new StringBuilder("env:\n");
    StringBuilder targets = new StringBuilder("secretTargetRef:\n");
    for (int i = 0; i < 5_000; i++) {
      env.append("- {name: V%d, valueFrom: {secretKeyRef: {name: long, key: k}}}\n".formatted(i));
      targets.append("- {parameter: p%d, name: long, key: k}\n".formatted(i));
    }

    TriggerMetadata trigger =
        TestManifests.trigger(
            TestManifests.scaledObjectWithAuth(),
            TestManifests.auth(targets + "env: [{parameter: v, name: V4999}]"),
            deployment(env.toString()),
            TestManifests.object("Secret", "long", "data: {k: " + base64 + "}\n"));

    assertThat(trigger.authParams()).hasSize(5_001);
  }

  @Test
  @Timeout(60)
  void boundsWhatSourcesRepeat() {
    StringBuilder keys = new StringBuilder("data:\n");
    for (int i = 0; i < 20_000; i++) {
      keys.append("  k%1$d: v%1$d\n".formatted(i));
    }
    String many = TestManifests.object("ConfigMap", "many", keys + "");
    String from = "- {prefix: A, configMapRef: {name: %s}}\n";

    assertThat(
            authFromEnv(
                deployment("envFrom:\n" + from.formatted("many").repeat(5)) + many,
                "{parameter: p, name: Ak7}"))
        .containsEntry("p", "v7");
    for (String repeated : List.of("many", "gone")) {
      String sources =
          "envFrom:\n" + from.formatted("many") + from.formatted(repeated).repeat(20_000);
      assertThatExceptionOfType(InvalidTriggerException.class)
          .isThrownBy(() -> authFromEnv(deployment(sources) + many, "{parameter: p, name: Ak7}"))
          .withMessageContaining(repeated.equals("many") ? "takes too many variables" : "gone");
    }
  }
}
