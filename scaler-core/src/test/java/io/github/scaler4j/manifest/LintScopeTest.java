package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.Problem;
import org.junit.jupiter.api.Test;

/** What the lint accepts, ignores and names outside a single mistake. */
class LintScopeTest extends ManifestLintFixture {

  private static final String AGENT_ALONE =
      """
      apiVersion: datadoghq.com/v2alpha1
      kind: DatadogAgent
      metadata: {name: datadog}
      """;

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
    String permissions =
        WALKTHROUGH.substring(
            WALKTHROUGH.indexOf("apiVersion: v1\nkind: ServiceAccount"),
            WALKTHROUGH.indexOf("apiVersion: v1\nkind: Secret"));

    assertThat(lint(WALKTHROUGH.replace(permissions, "")).problems()).isEmpty();
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
            problem -> assertThat(problem).contains("token: missing", "which sets \"authMode\""));
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
