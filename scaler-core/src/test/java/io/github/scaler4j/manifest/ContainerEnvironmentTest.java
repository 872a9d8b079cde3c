package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerEnvironmentTest {

  static final String DEPLOYMENT =
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
  static final String DATA =
      TestManifests.object("ConfigMap", "settings", "data: {NAME: datadoghq, COLOR: blue}\n")
          + TestManifests.object(
              "Secret", "keys", "stringData: {key: hidden}\ndata: {bin: '/w=='}\n");
  private static final String MORE_DATA =
      TestManifests.object("Secret", "broken", "data: {bad: plain}\n")
          + TestManifests.object("Secret", "twice", "stringData: {k: '1'}\n").repeat(2)
          + TestManifests.object("ConfigMap", "nulls", "data: {NOTHING: null}\n");

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

  /**
   * What {@code makeEnvironmentVariables} ({@code pkg/kubelet/kubelet_pods.go}) and KEDA's {@code
   * resolveEnv} ({@code pkg/scaling/resolver/scale_resolvers.go}) do with a variable that is
   * defined twice or refers to another one.
   */
  @Nested
  class EarlierValues {

    private static final String SETTINGS = "envFrom: [{configMapRef: {name: settings}}]\n";

    @Test
    void staysIfAnOptionalReplacementIsAbsent() {
      // Both: "ignore error when marked optional", continue; nothing is written.
      assertThat(
              value(SETTINGS + optional("COLOR", "secretKeyRef: {name: absent, key: k"), "COLOR"))
          .isEqualTo("blue");
      assertThat(
              value(
                  SETTINGS + optional("COLOR", "configMapKeyRef: {name: absent, key: k"), "COLOR"))
          .isEqualTo("blue");
      // The kubelet: continue if the key is absent. KEDA would read an empty text.
      assertThat(
              value(SETTINGS + optional("COLOR", "secretKeyRef: {name: keys, key: lost"), "COLOR"))
          .isEqualTo("blue");
    }

    @Test
    void expandsInItsOwnReplacement() {
      // Both expand before they write: tmpEnv[name] = Expand(value, tmpEnv).
      assertThat(value("env: [{name: A, value: x}, {name: A, value: $(A)y}]", "A")).isEqualTo("xy");
      assertThat(value(SETTINGS + "env: [{name: COLOR, value: dark$(COLOR)}]", "COLOR"))
          .isEqualTo("darkblue");
    }

    @Test
    void replacesAFault() {
      assertThat(
              value(
                  "env: [" + secret("A", "gone") + ", {name: A, value: x}, {name: T, value: $(A)}]",
                  "T"))
          .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          // Both: a name is looked up in the variables so far.
          "env: [{name: T, value: $(X)}, {name: X, value: later}]",
          // Both: an absent optional variable is not written.
          "env: [{name: X, valueFrom: {secretKeyRef: {name: absent, key: k, optional: true}}},"
              + " {name: T, value: $(X)}]",
          "envFrom: [{secretRef: {name: absent, optional: true}}]\n"
              + "env: [{name: T, value: $(X)}]"
        })
    void leavesANameThatNothingDefines(String container) {
      assertThat(value(container, "T")).isEqualTo("$(X)");
    }

    @Test
    void staysIfAMissingSourceHasAnotherPrefix() {
      assertThat(
              value(
                  "envFrom: [{configMapRef: {name: settings}},"
                      + " {prefix: X_, secretRef: {name: absent}}]",
                  "COLOR"))
          .isEqualTo("blue");
    }

    @Test
    void isAnEmptyTextForNull() {
      // Go decodes a null in a map of strings as an empty one.
      assertThat(value("envFrom: [{configMapRef: {name: nulls}}]", "NOTHING")).isEmpty();
      assertThat(value("env: [{name: A, value: null}]", "A")).isEmpty();
    }
  }

  /** With any of these, KEDA's whole environment is empty, and the kubelet starts no container. */
  static String secret(String name, String secret) {
    return "{name: %s, valueFrom: {secretKeyRef: {name: %s, key: k}}}".formatted(name, secret);
  }

  static String optional(String name, String ref) {
    return "env: [{name: %s, valueFrom: {%s, optional: true}}}]".formatted(name, ref);
  }

  static String value(String container, String variable) {
    return authFromEnv(deployment(container) + MORE_DATA, "{parameter: p, name: " + variable + "}")
        .getOrDefault("p", "no value");
  }

  static ThrowableAssertAlternative<InvalidTriggerException> assertRefused(
      String container, String variable) {
    return assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> value(container, variable));
  }

  static String deployment(String container) {
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

  static Map<String, String> authFromEnv(String env) {
    return authFromEnv(DEPLOYMENT, env);
  }

  static Map<String, String> authFromEnv(String deployment, String env) {
    return TestManifests.authParams(
        TestManifests.scaledObjectWithAuth(),
        TestManifests.auth("env: [" + env + "]"),
        deployment,
        DATA);
  }
}
