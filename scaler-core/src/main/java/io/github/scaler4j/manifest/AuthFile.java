package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file of a {@code ClusterTriggerAuthentication}'s {@code filePath}: one JSON object whose
 * values are all strings.
 *
 * <p>KEDA reads all parameters from it and nowhere else.
 */
final class AuthFile {

  private AuthFile() {}

  static Map<String, SecretSupplier> read(
      TriggerAuthentication authentication, @Nullable Path root) {
    String place = authentication.reference() + ", spec.filePath";
    if (!authentication.clusterWide()) {
      throw InvalidTriggerException.of(
          place, "is allowed in a " + KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION + " only");
    }
    if (root == null) {
      throw InvalidTriggerException.of(
          place, "has no root folder; set TriggerResolver.Builder.authFileRoot");
    }
    Path file = below(root, authentication.filePath(), place);
    Problems problems = new Problems();
    List<ManifestValue> documents =
        ManifestDocuments.read(ManifestText.read(file), file.toString(), problems);
    problems.throwIfAny();
    if (documents.size() != 1 || !(documents.get(0) instanceof ManifestValue.Fields)) {
      throw InvalidTriggerException.of(
          file + " (for " + place + ")", "is not one JSON object whose values are all strings");
    }
    Map<String, SecretSupplier> params = new LinkedHashMap<>();
    ManifestNode.root("parameters", file.toString(), documents.get(0), problems)
        .texts()
        .forEach((parameter, text) -> params.put(parameter, Secret.of(text)));
    problems.throwIfAny();
    return params;
  }

  private static Path below(Path root, String relative, String place) {
    try {
      Path path = Path.of(relative);
      if (!path.isAbsolute() && !relative.contains("..")) {
        return root.resolve(path);
      }
    } catch (InvalidPathException e) {
      throw InvalidTriggerException.of(place, "is not a path");
    }
    throw InvalidTriggerException.of(place, "is not a relative path without ..");
  }
}
