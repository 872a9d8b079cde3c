package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ManifestLintTest {

  private static final String WALKTHROUGH = TestManifests.resource("walkthrough.yaml");
  private static final String AGENT_ALONE =
      """
      apiVersion: datadoghq.com/v2alpha1
      kind: DatadogAgent
      metadata: {name: datadog}
      """;

  @TempDir Path folder;

  @Test
  void findsNothingInTheWalkthrough() {
    ManifestLint lint = lint(WALKTHROUGH);

    assertThat(lint.problems()).isEmpty();
    assertThat(lint.warnings())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .contains("unsafeSsl accepts any certificate", "walkthrough.yaml line 85)");
  }

  /** Each mistake is the only one: one line has another text. */
  @ParameterizedTest(name = "line {0}: {1}")
  @CsvFileSource(resources = "mistakes.csv", numLinesToSkip = 1, delimiter = '|')
  void findsASingleMistake(int line, String text, int reported, String message) {
    assertThat(lint(withLine(line, text == null ? "" : text)).problems())
        .extracting(Problem::toString)
        .anySatisfy(
            problem ->
                assertThat(problem).contains(message, "walkthrough.yaml line " + reported + ")"));
  }

  @Nested
  class Elsewhere {

    @Test
    void acceptsADatadogMetricOfAnHpa() {
      assertThat(
              lint("""
                      apiVersion: datadoghq.com/v1alpha1
                      kind: DatadogMetric
                      metadata: {name: of-an-hpa, namespace: shop}
                      spec: {query: "avg:a{*}"}
                      ---
                      """
                      + WALKTHROUGH)
                  .problems())
          .isEmpty();
    }

    @Test
    void ignoresAnAgentWithoutTriggers() {
      assertThat(lint(AGENT_ALONE).problems()).isEmpty();
    }

    @Test
    void ignoresParametersOfAnotherScaler() {
      String prometheus =
          """
            triggers:
              - type: prometheus
                metadata: {serverAddress: "http://prometheus", query: up, threshold: "1"}
                authenticationRef: {name: datadog-trigger-auth}
          """;
      String bearerToken =
          """
            secretTargetRef:
              - {parameter: bearerToken, name: datadog-config, key: authMode}
          """;
      String shared =
          WALKTHROUGH
              .replace("  triggers:\n", prometheus)
              .replace("  secretTargetRef:\n", bearerToken);

      assertThat(lint(shared).problems()).isEmpty();
      assertThat(lint(shared.replace("type: prometheus", "type: datadog")).problems()).isNotEmpty();
    }

    @Test
    void leavesTheRightsAloneThatOtherFilesGive() {
      String rights =
          WALKTHROUGH.substring(
              WALKTHROUGH.indexOf("apiVersion: v1\nkind: ServiceAccount"),
              WALKTHROUGH.indexOf("apiVersion: v1\nkind: Secret"));

      assertThat(lint(WALKTHROUGH.replace(rights, "")).problems()).isEmpty();
    }

    /** As {@code helm template} prints them: the release's namespace is where it is needed only. */
    @Test
    void takesObjectsWithoutANamespaceForThoseThatAreMeant() {
      String printed = WALKTHROUGH.replaceAll("(?m)^  namespace: nginx\\n", "");

      assertThat(lint(printed).problems()).isEmpty();
      assertThat(
              lint(printed.replace("    name: datadog-metrics-reader\n", "    name: other\n"))
                  .problems())
          .isNotEmpty();
    }

    @Test
    void acceptsATokenThatKubernetesIssues() {
      String bound =
          WALKTHROUGH.replace(
              """
                  - parameter: token
                    name: datadog-metrics-reader-token
                    key: token
              """,
              "");
      bound =
          bound.replace(
              "  secretTargetRef:\n",
              """
                boundServiceAccountToken:
                  - parameter: token
                    serviceAccountName: datadog-metrics-reader
                secretTargetRef:
              """);

      assertThat(lint(bound).problems()).isEmpty();
      assertThat(lint(bound.replace("- get\n      - list\n", "- get\n")).problems())
          .singleElement()
          .extracting(Problem::toString)
          .asString()
          .contains("verbs");
    }

    @Test
    void namesTheNamespaceOfAClusterWideAuthentication() {
      String clusterWide =
          WALKTHROUGH
              .replace("kind: TriggerAuthentication", "kind: ClusterTriggerAuthentication")
              .replace(
                  "        name: datadog-trigger-auth",
                  "        name: datadog-trigger-auth\n        kind: ClusterTriggerAuthentication");

      assertThat(lint(clusterWide).problems())
          .extracting(Problem::toString)
          .first()
          .asString()
          .contains(
              "Secret keda/datadog-config",
              "whose objects are looked for in KEDA's own namespace",
              "line 94)");
    }

    @Test
    void namesTheParametersOfTheAuthentication() {
      assertThat(lint(WALKTHROUGH.replace("parameter: token", "parameter: tokn")).problems())
          .extracting(Problem::toString)
          .anySatisfy(
              problem ->
                  assertThat(problem).contains("token: missing", "which gives \"authMode\""));
    }

    @Test
    void namesATemplateOnce() {
      String template =
          """
          apiVersion: v1
          kind: Secret
          {{- if .Values.on }}
          type: {{ .Values.type }}
          """;

      assertThat(lint(template).problems())
          .singleElement()
          .extracting(Problem::toString)
          .asString()
          .contains("line 3", "not rendered", "helm template");
    }
  }

  /** The walkthrough with another text in one line, which keeps its indentation. */
  private static String withLine(int line, String text) {
    List<String> lines = new ArrayList<>(WALKTHROUGH.lines().toList());
    String right = lines.get(line - 1);
    lines.set(line - 1, right.substring(0, right.indexOf(right.strip())) + text);
    return String.join("\n", lines) + "\n";
  }

  private ManifestLint lint(String manifest) {
    try {
      return ManifestLint.check(
          Manifests.read(Files.writeString(folder.resolve("walkthrough.yaml"), manifest)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
