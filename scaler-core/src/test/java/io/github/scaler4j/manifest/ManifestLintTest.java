package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(lint(withLine(WALKTHROUGH, line, text == null ? "" : text)).problems())
        .extracting(Problem::toString)
        .anySatisfy(
            problem ->
                assertThat(problem).contains(message, "walkthrough.yaml line " + reported + ")"));
  }

  /** Mistakes of one trigger and its authentication are found together. */
  @Nested
  class Together {

    /** Lines that link objects: a mistake there cuts off what others are in. */
    private static final Set<Integer> LINKS =
        Set.of(88, 90, 91, 93, 94, 102, 103, 108, 124, 125, 129, 133, 134);

    private static final int AUTHENTICATION_STARTS = 80;

    private record Mistake(int line, String text, String place, String message) {
      boolean isIn(String problems) {
        return problems.contains(message) && problems.contains(place);
      }
    }

    private final List<Mistake> mistakes =
        TestManifests.resource("mistakes.csv")
            .lines()
            .skip(1)
            .map(row -> Arrays.stream(row.split("\\|", -1)).map(String::strip).toList())
            .map(
                row ->
                    new Mistake(
                        Integer.parseInt(row.get(0)),
                        row.get(1),
                        "walkthrough.yaml line " + row.get(2) + ")",
                        row.get(3)))
            .filter(mistake -> mistake.line >= AUTHENTICATION_STARTS)
            .toList();

    @Test
    void areFoundInPairs() {
      for (Mistake one : mistakes) {
        for (Mistake other : mistakes) {
          if (one.line < other.line) {
            findsAll(List.of(one, other));
          }
        }
      }
    }

    @Test
    void areFoundInThrees() {
      Random random = new Random(7);
      for (int i = 0; i < 1_000; i++) {
        List<Mistake> three = new ArrayList<>();
        while (three.size() < 3) {
          Mistake next = mistakes.get(random.nextInt(mistakes.size()));
          if (three.stream().noneMatch(mistake -> mistake.line == next.line)) {
            three.add(next);
          }
        }
        findsAll(three);
      }
    }

    private void findsAll(List<Mistake> made) {
      String manifest = WALKTHROUGH;
      for (Mistake mistake : made) {
        manifest = withLine(manifest, mistake.line, mistake.text);
      }
      String problems = lint(manifest).problems().toString();
      for (Mistake mistake : made) {
        boolean cutOff =
            made.stream().anyMatch(other -> !other.equals(mistake) && LINKS.contains(other.line));
        assertThat(cutOff || mistake.isIn(problems))
            .as("%s%nof %s%nin %s", mistake, made, problems)
            .isTrue();
      }
    }

    @Test
    void areNotFollowedByProblemsThatTheyCause() {
      String manifest =
          withLine(withLine(WALKTHROUGH, 108, "key: none"), 131, "targetvalue: \"0\"");

      assertThat(lint(manifest).problems())
          .extracting(Problem::toString)
          .satisfiesExactlyInAnyOrder(
              problem -> assertThat(problem).contains("key not found", "line 106)"),
              problem -> assertThat(problem).contains("did you mean targetValue?", "line 131)"),
              problem -> assertThat(problem).contains("is not greater than 0", "line 131)"));
    }

    @Test
    void areFoundInAnObjectThatKedaRefuses() {
      String manifest =
          withLine(withLine(WALKTHROUGH, 122, "maxReplicaCount: none"), 131, "targetValue: two");

      assertThat(lint(manifest).problems())
          .extracting(Problem::toString)
          .satisfiesExactlyInAnyOrder(
              problem -> assertThat(problem).contains("whole number", "line 122)"),
              problem -> assertThat(problem).contains("two", "line 131)"));
    }
  }

  /** A parameter that is in the wrong place. */
  @Nested
  class Misplaced {

    @ParameterizedTest
    @CsvSource({
      "datadogsite, datadogSite",
      "datadogSITE, datadogSite",
      "site, datadogSite",
      "apikey, apiKey",
      "AppKey, appKey",
      "app_key, appKey",
      "datadognamespace, datadogNamespace",
      "datadogMetricService, datadogMetricsService",
      "datadogmetricsserviceport, datadogMetricsServicePort",
      "unsafeSSL, unsafeSsl",
      "authmode, authMode",
      "Token, token",
      "servername, serverName"
    })
    void belongsIntoTheAuthentication(String name, String meant) {
      assertThat(lint(withLine(WALKTHROUGH, 132, name + ": \"x\"")).problems())
          .singleElement()
          .extracting(Problem::toString)
          .asString()
          .contains(
              "did you mean " + meant + ", which a TriggerAuthentication gives?", "line 132)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "targetValue", "datadogMetricName", "timeout"})
    void belongsIntoTheMetadata(String name) {
      String manifest = withLine(WALKTHROUGH, 109, "- parameter: " + name);

      assertThat(lint(manifest).problems())
          .singleElement()
          .extracting(Problem::toString)
          .asString()
          .contains(
              name + " has no effect in an authentication; write it into the trigger's metadata",
              "line 109)");
    }

    @ParameterizedTest
    @CsvSource({
      "targetvalue, targetValue",
      "datadogmetricname, datadogMetricName",
      "useClusterAgent, useClusterAgentProxy",
      "Query, query"
    })
    void belongsIntoTheMetadataInAnotherCase(String name, String meant) {
      assertThat(lint(withLine(WALKTHROUGH, 109, "- parameter: " + name)).problems())
          .singleElement()
          .extracting(Problem::toString)
          .asString()
          .contains("did you mean " + meant + ", which the trigger's metadata gives?", "line 109)");
    }
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

  /** A manifest with another text in one line, which keeps its indentation. */
  private static String withLine(String manifest, int line, String text) {
    List<String> lines = new ArrayList<>(manifest.lines().toList());
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
