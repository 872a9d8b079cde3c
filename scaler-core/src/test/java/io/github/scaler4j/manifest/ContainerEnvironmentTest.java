package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerEnvironmentTest {

  private static final String DEPLOYMENT =
      """
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: nginx}
      spec:
        template:
          spec:
            containers:
              - name: nginx
                envFrom:
                  - configMapRef: {name: settings}
                  - prefix: DD_
                    secretRef: {name: keys}
                  - secretRef: {name: absent, optional: true}
                env:
                  - {name: HOST, value: eu}
                  - {name: SITE, value: $(NAME).$(HOST) $$(HOST) $(UNKNOWN) $5}
                  - {name: KEY, valueFrom: {secretKeyRef: {name: keys, key: key}}}
                  - {name: COLOR, valueFrom: {configMapKeyRef: {name: settings, key: COLOR}}}
                  - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
                  - {name: LOST, valueFrom: {secretKeyRef: {name: keys, key: lost}}}
                  - name: MAYBE
                    valueFrom: {secretKeyRef: {name: keys, key: lost, optional: true}}
                  - {name: EMPTY}
              - name: side
                env: [{name: SIDE, value: car}]
      """;
  private static final String DATA =
      TestManifests.object("ConfigMap", "settings", "data: {NAME: datadoghq, COLOR: blue}\n")
          + TestManifests.object(
              "Secret", "keys", "stringData: {key: hidden}\ndata: {bin: '/w=='}\n");

  @Test
  void fillsTheEnvironmentAsTheKubeletDoes() {
    Map<String, String> expected =
        Map.of(
            "NAME", "datadoghq",
            "COLOR", "blue",
            "DD_key", "hidden",
            "HOST", "eu",
            "SITE", "datadoghq.eu $(HOST) $(UNKNOWN) $5",
            "KEY", "hidden",
            "EMPTY", "");
    StringBuilder env = new StringBuilder();
    expected
        .keySet()
        .forEach(name -> env.append("{parameter: %s, name: %s}, ".formatted(name, name)));

    assertThat(authFromEnv(env.toString())).isEqualTo(expected);
  }

  @Test
  void readsTheFirstOrTheNamedContainer() {
    assertThat(authFromEnv("{parameter: datadogSite, name: SITE}"))
        .containsEntry("datadogSite", "datadoghq.eu $(HOST) $(UNKNOWN) $5");
    assertThat(authFromEnv("{parameter: datadogSite, name: SIDE, containerName: side}"))
        .containsEntry("datadogSite", "car");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: NONE, containerName: side | container side, variable NONE (for parameter apiKey of"
            + " TriggerAuthentication default/auth): is not set; these are: SIDE",
        "name: NONE, containerName: absent | container absent: container not found",
        "name: NODE | variable NODE: is known only inside the pod",
        "name: LOST | Secret default/keys, key lost (for variable LOST of Deployment default/nginx):"
            + " key not found",
        "name: MAYBE | variable MAYBE (for parameter apiKey of TriggerAuthentication default/auth):"
            + " is not set; these are: COLOR, DD_key",
      })
  void namesAVariableThatAnAuthParameterMisses(String variable, String message) {
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> authFromEnv("{parameter: apiKey, " + variable + "}"))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden"));
  }

  @Test
  void namesAMissingSourceOfVariables() {
    String deployment = DEPLOYMENT.replace("absent, optional: true", "absent");

    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> authFromEnv(deployment, "{parameter: apiKey, name: NONE}"))
        .withMessageContaining("variable NONE")
        .withMessageContaining(
            "Secret default/absent (for envFrom of Deployment default/nginx): object not found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "$(A)$(B)|1$(B)",
        "$$(A)|$(A)",
        "$$$(A)|$1",
        "$(A|$(A",
        "$|$",
        "a$b|a$b",
        "$()|$()",
      })
  void expandsReferences(String text, String expanded) {
    String env = "env: [{name: A, value: '1'}, {name: T, value: '%s'}]".formatted(text);

    assertThat(authFromEnv(deployment(env), "{parameter: text, name: T}"))
        .containsEntry("text", expanded);
  }

  @Test
  void boundsWhatReferencesExpandTo() {
    StringBuilder env = new StringBuilder("env:\n- {name: V0, value: 0123456789}\n");
    for (int i = 1; i < 60; i++) {
      env.append("- {name: V%d, value: $(V%d)$(V%d)}\n".formatted(i, i - 1, i - 1));
    }
    String doubling = deployment(env.toString());

    assertThat(authFromEnv(doubling, "{parameter: few, name: V3}"))
        .containsEntry("few", "0123456789".repeat(8));
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> authFromEnv(doubling, "{parameter: all, name: V59}"))
        .withMessageContaining("variable V59")
        .withMessageContaining("is too long once $(NAME) is expanded")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2_000));
  }

  @Test
  @Timeout(20)
  void searchesATextWithoutEndOnce() {
    String open = "$(".repeat(500_000);
    String env = "env:\n- {name: A, value: '%1$s'}\n- {name: B, value: '%1$s'}\n".formatted(open);
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> authFromEnv(deployment(env), "{parameter: b, name: B}"))
        .withMessageContaining("variable B")
        .withMessageContaining("is too long once $(NAME) is expanded");
  }

  private static String deployment(String container) {
    return """
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: nginx}
        spec:
          template:
            spec:
              containers:
                - name: nginx
        """
        + container.indent(10);
  }

  private static Map<String, String> authFromEnv(String env) {
    return authFromEnv(DEPLOYMENT, env);
  }

  private static Map<String, String> authFromEnv(String deployment, String env) {
    return TestManifests.authParams(
        TestManifests.scaledObjectWithAuth(),
        TestManifests.auth("env: [" + env + "]"),
        deployment,
        DATA);
  }
}
