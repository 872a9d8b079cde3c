package io.github.scaler4j.manifest;

import io.github.scaler4j.trigger.SecretSupplier;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;

/** Manifests and shorthands of this package's tests. */
final class TestManifests {

  private TestManifests() {}

  static String resource(String name) {
    try (InputStream in = TestManifests.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A ScaledObject default/nginx with the given trigger fields (indented by 6). */
  static String scaledObject(String spec) {
    return """
        ---
        apiVersion: keda.sh/v1alpha1
        kind: ScaledObject
        metadata:
          name: nginx
        spec:
          scaleTargetRef:
            name: nginx
        """
        + spec.indent(2);
  }

  /** A ScaledObject default/nginx whose one trigger uses the TriggerAuthentication default/auth. */
  static String scaledObjectWithAuth() {
    return scaledObject(
        """
        triggers:
          - type: datadog
            metadata: {}
            authenticationRef: {name: auth}
        """);
  }

  /** A TriggerAuthentication default/auth. */
  static String auth(String spec) {
    return """
        ---
        apiVersion: keda.sh/v1alpha1
        kind: TriggerAuthentication
        metadata:
          name: auth
        spec:
        """
        + spec.indent(2);
  }

  static String object(String kind, String name, String fields) {
    return """
        ---
        apiVersion: v1
        kind: %s
        metadata: {name: %s}
        """
            .formatted(kind, name)
        + fields;
  }

  static Map<String, String> revealed(TriggerMetadata trigger) {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, SecretSupplier> param : trigger.authParams().entrySet()) {
      texts.put(param.getKey(), param.getValue().get().reveal());
    }
    return texts;
  }

  /** The auth parameters of the only trigger. */
  static Map<String, String> authParams(String... documents) {
    return revealed(trigger(documents));
  }

  static TriggerMetadata trigger(String... documents) {
    return Assertions.assertThat(Manifests.parse(String.join("", documents)).triggers())
        .singleElement()
        .actual();
  }
}
