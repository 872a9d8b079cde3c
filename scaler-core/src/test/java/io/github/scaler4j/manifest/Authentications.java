package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;

/** Manifests with a ClusterTriggerAuthentication, and the problems of resolving them. */
final class Authentications {

  static final String CLUSTER_REF =
      TestManifests.scaledObject(
          """
          triggers:
            - type: datadog
              metadata: {}
              authenticationRef: {name: keys, kind: ClusterTriggerAuthentication}
          """);

  private Authentications() {}

  static String clusterAuth(String spec) {
    return TestManifests.auth(spec)
        .replace("kind: Trigger", "kind: ClusterTrigger")
        .replace("name: auth", "name: keys");
  }

  static void assertProblems(String manifests, String... expected) {
    Manifests parsed = Manifests.parse(manifests);
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(parsed::triggers)
        .satisfies(
            e -> {
              assertThat(e.problems()).hasSameSizeAs(expected);
              for (int i = 0; i < expected.length; i++) {
                assertThat(e.problems().get(i).toString()).contains(expected[i]);
              }
              assertThat(e.getMessage()).doesNotContain("hidden");
            });
  }
}
