package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
      Given.object("ConfigMap", "settings", "data: {NAME: datadoghq, COLOR: blue}\n")
          + Given.object("Secret", "keys", "stringData: {key: hidden}\ndata: {bin: '/w=='}\n");

  @Test
  void fillsTheEnvironmentAsTheKubeletDoes() {
    assertThat(fromEnv(""))
        .isEqualTo(
            Map.of(
                "NAME", "datadoghq",
                "COLOR", "blue",
                "DD_key", "hidden",
                "HOST", "eu",
                "SITE", "datadoghq.eu $(HOST) $(UNKNOWN) $5",
                "KEY", "hidden",
                "EMPTY", ""));
  }

  @Test
  void takesTheNamedContainer() {
    assertThat(fromEnv("side")).isEqualTo(Map.of("SIDE", "car"));
    assertThat(fromEnv("absent")).isEmpty();
  }

  @Test
  void givesAuthParametersFromTheFirstOrTheNamedContainer() {
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
            + " TriggerAuthentication default/auth): is not set; set are SIDE",
        "name: NONE, containerName: absent | container absent: there is no such container",
        "name: NODE | variable NODE: is known only inside the pod",
        "name: LOST | Secret default/keys, key lost (for variable LOST of Deployment default/nginx):"
            + " there is no such key",
        "name: MAYBE | variable MAYBE (for parameter apiKey of TriggerAuthentication default/auth):"
            + " is not set; set are COLOR, DD_key",
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
            "Secret default/absent (for envFrom of Deployment default/nginx): there is no such");
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
    assertThat(VariableExpansion.expand(text, Map.of("A", "1"))).isEqualTo(expanded);
  }

  private static Map<String, String> fromEnv(String container) {
    String object =
        Given.scaledObject("triggers: [{type: datadog, metadata: {queryFromEnv: Q}}]")
            .replace(
                "scaleTargetRef:\n",
                "scaleTargetRef:\n    envSourceContainerName: '" + container + "'\n");
    return Given.trigger(object, DEPLOYMENT, DATA).resolvedEnv();
  }

  private static Map<String, String> authFromEnv(String env) {
    return authFromEnv(DEPLOYMENT, env);
  }

  private static Map<String, String> authFromEnv(String deployment, String env) {
    return Given.authParams(
        Given.scaledObjectWithAuth(), Given.auth("env: [" + env + "]"), deployment, DATA);
  }
}
