package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {

  @TempDir Path folder;

  @Test
  void readsTheApiTriggerOfThePost() {
    TriggerMetadata trigger = TestManifests.trigger(TestManifests.resource("nginx-api.yaml"));

    assertThat(trigger.metadata())
        .isEqualTo(
            Map.of(
                "query", "avg:nginx.net.request_per_s{kube_deployment:nginx}",
                "queryValue", "2",
                "age", "120"));
    assertThat(TestManifests.revealed(trigger))
        .isEqualTo(
            Map.of(
                "apiKey", "api-key-value",
                "appKey", "app-key-value",
                "datadogSite", "datadoghq.eu"));
    assertThat(trigger.metricType()).isEqualTo("Value");
    assertThat(trigger.triggerIndex()).as("the cron trigger counts").isEqualTo(1);
    assertThat(trigger.metricSource()).isFalse();
  }

  @Test
  void readsTheAgentTriggerOfThePost() {
    TriggerMetadata trigger = TestManifests.trigger(TestManifests.resource("nginx-agent.yaml"));

    assertThat(trigger.metadata())
        .isEqualTo(
            Map.of(
                "useClusterAgentProxy", "true",
                "datadogMetricName", "nginx-hits",
                "datadogMetricNamespace", "datadog-keda",
                "targetValue", "2"));
    assertThat(TestManifests.revealed(trigger))
        .isEqualTo(
            Map.of(
                "token", "agent-token-value",
                "datadogNamespace", "datadog",
                "datadogMetricsService", "datadog-cluster-agent-metrics-api",
                "unsafeSsl", "true",
                "authMode", "bearer"));
  }

  @Test
  void readsSeveralFilesTogether() throws IOException {
    Path first = write("object.yaml", TestManifests.scaledObjectWithAuth());
    Path second = write("auth.yaml", TestManifests.auth("secretTargetRef: []"));

    assertThat(Manifests.read(first, second).triggers()).hasSize(1);
  }

  @Test
  void readsAReader() {
    assertThat(
            Manifests.read(new StringReader(TestManifests.resource("nginx-api.yaml")), "stdin")
                .scaledObject("web", "nginx")
                .settings()
                .maxReplicaCount())
        .isEqualTo(3);
  }

  @Test
  void unwrapsListsOfYamlAndOfJson() {
    Manifests manifests =
        Manifests.parse(
            """
            {"apiVersion": "v1", "kind": "List", "items": [
            \t{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}},
            \t{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "b"}}]}
            {"apiVersion": "v1", "kind": "SecretList", "items": [{"metadata": {"name": "c"}}]}
            """);

    assertThat(manifests.find(ObjectReference.secret("default", "a"))).isPresent();
    assertThat(manifests.find(ObjectReference.secret("default", "b"))).isPresent();
    assertThat(manifests.find(ObjectReference.secret("default", "c"))).isPresent();
    assertThat(
            Manifests.parse(
                    "kind: List\napiVersion: v1\nitems: [{apiVersion: v1, kind: Secret,"
                        + " metadata: {name: a}}]")
                .find(ObjectReference.secret("default", "a")))
        .isPresent();
  }

  @Test
  void putsObjectsWithoutNamespaceIntoTheGivenOne() {
    Manifests manifests =
        Manifests.parse(TestManifests.scaledObjectWithAuth() + TestManifests.auth(""))
            .inNamespace("team");

    assertThat(manifests.triggers()).hasSize(1);
    assertThat(manifests.scaledObjects().get(0).namespace()).isEqualTo("team");
  }

  @Test
  void passesOverOtherKindsAndEmptyDocuments() {
    assertThat(
            Manifests.parse(
                    "---\n# nothing\n---\napiVersion: x/v1\nkind: Secret\nmetadata: {name: a}\n---\n")
                .find(ObjectReference.secret("default", "a")))
        .as("a Secret of another group is another kind")
        .isEmpty();
    assertThat(Manifests.parse("").triggers()).isEmpty();
    assertThat(Manifests.parse("kind: Kustomization\napiVersion: x/v1\n").triggers()).isEmpty();
  }

  @Test
  void namesAllFilesThatCannotBeRead() throws IOException {
    Path binary = folder.resolve("binary.yaml");
    Files.write(binary, new byte[] {(byte) 0xC3, (byte) 0x28});
    Path absent = folder.resolve("absent.yaml");

    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> Manifests.read(absent, binary, folder))
        .satisfies(e -> assertThat(e.problems()).hasSize(3))
        .withMessageContaining("absent.yaml: file not found")
        .withMessageContaining("binary.yaml: is not UTF-8")
        .withMessageContaining(folder + ": is not a regular file");
  }

  @Test
  void listsTheScaledObjects() {
    Manifests manifests = Manifests.parse(TestManifests.scaledObjectWithAuth());

    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> manifests.scaledObject("web", "nginx"))
        .withMessageContaining(
            "ScaledObject web/nginx: object not found; the manifests contain ScaledObject"
                + " default/nginx");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void refusesAPipeInsteadOfWaitingForIt() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.yaml");
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> Manifests.read(pipe))
        .withMessageContaining("pipe.yaml: is not a regular file; pass a pipe as a Reader");
  }

  @Test
  void printsNoContent() {
    Manifests manifests = Manifests.parse(TestManifests.resource("nginx-api.yaml"));

    assertThat(manifests.toString()).isEqualTo("Manifests[3 objects]");
    assertThat(manifests.find(ObjectReference.secret("web", "datadog-secrets")).toString())
        .isEqualTo("Optional[Secret web/datadog-secrets (manifest line 2)]");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }
}
