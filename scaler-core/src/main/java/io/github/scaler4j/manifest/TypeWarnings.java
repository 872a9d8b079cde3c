package io.github.scaler4j.manifest;

import io.github.scaler4j.error.Problem;
import java.util.List;

/**
 * Finds numbers and booleans where Kubernetes expects strings, in the objects that a trigger's
 * authentication refers to.
 */
final class TypeWarnings {

  private TypeWarnings() {}

  static List<Problem> of(KubernetesObject object) {
    // The object's problems are reported only if a trigger needs it.
    Problems problems = new Problems();
    ManifestNode content = object.content(problems);
    switch (object.reference().kind()) {
      case "Secret" -> {
        content.field("data").texts();
        content.field("stringData").texts();
      }
      case "ConfigMap" -> content.field("data").texts();
      case KedaKinds.TRIGGER_AUTHENTICATION, KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION ->
          TriggerAuthentication.read(object, problems);
      default -> {
        // No other kind has strings that this library reads.
      }
    }
    return problems.warnings();
  }
}
