package io.github.scaler4j.manifest;

import static io.github.scaler4j.manifest.Authentications.CLUSTER_REF;
import static io.github.scaler4j.manifest.Authentications.assertProblems;
import static io.github.scaler4j.manifest.Authentications.clusterAuth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that holds all parameters of a ClusterTriggerAuthentication. */
class AuthenticationFileTest {

  @TempDir Path folder;

  @Test
  void readsAllParametersFromAFile() throws IOException {
    Files.writeString(folder.resolve("auth.json"), "{\"apiKey\": \"k\\n\", \"appKey\": \"l\"}");

    assertThat(TestManifests.revealed(resolveFile("auth.json")))
        .isEqualTo(Map.of("apiKey", "k\n", "appKey", "l"));
  }

  @Test
  void refusesFilesThatAreAbsentOutsideOrUnfit() throws IOException {
    Files.writeString(folder.resolve("list.json"), "[\"hidden\"]");
    Files.writeString(folder.resolve("deep.json"), "{\"apiKey\": [\"hidden\"]}");

    assertFile("absent.json", "absent.json: file not found");
    assertFile("../auth.json", "spec.filePath: is not a relative path without ..");
    assertFile("/etc/auth.json", "spec.filePath: is not a relative path without ..");
    assertFile("list.json", "is not one JSON object whose values are all strings");
    assertFile("deep.json", "apiKey (" + folder.resolve("deep.json") + " line 1): is not a string");
    assertProblems(
        CLUSTER_REF + clusterAuth("filePath: auth.json"),
        "spec.filePath: has no root folder; set TriggerResolver.Builder.authFileRoot");
    assertProblems(
        TestManifests.scaledObjectWithAuth() + TestManifests.auth("filePath: auth.json"),
        "spec.filePath: is allowed in a ClusterTriggerAuthentication only");
  }

  private TriggerMetadata resolveFile(String path) {
    Manifests manifests = Manifests.parse(CLUSTER_REF + clusterAuth("filePath: " + path));
    return TriggerResolver.builder(manifests)
        .authFileRoot(folder)
        .build()
        .resolve(manifests.scaledObject("default", "nginx"))
        .get(0);
  }

  private void assertFile(String path, String message) {
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> resolveFile(path))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden"));
  }
}
