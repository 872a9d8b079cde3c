package io.github.scaler4j.manifest;

import io.github.scaler4j.manifest.ManifestValue.Fields;
import io.github.scaler4j.manifest.ManifestValue.Scalar;
import io.github.scaler4j.manifest.ManifestValue.ScalarType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The manifests as a cluster would hold them, with placeholders for the tokens that Kubernetes
 * writes.
 */
record AppliedManifests(Manifests manifests) implements ObjectLookup {

  static final String TOKEN_SECRET = "kubernetes.io/service-account-token";

  private static final Map<String, String> WRITTEN =
      Map.of(
          "token", "stand-in",
          "ca.crt", "-----BEGIN CERTIFICATE-----",
          "namespace", "stand-in");

  @Override
  public Optional<KubernetesObject> find(ObjectReference reference) {
    return manifests.find(reference).map(AppliedManifests::complete);
  }

  @Override
  public String describeMissing(ObjectReference reference) {
    return manifests.describeMissing(reference);
  }

  private static KubernetesObject complete(KubernetesObject object) {
    ManifestNode root = object.content(new Problems());
    if (!object.reference().kind().equals("Secret")
        || !root.field("type").rawText().equals(TOKEN_SECRET)) {
      return object;
    }
    Map<String, ManifestValue> data = new LinkedHashMap<>();
    if (object.written().entries().get("stringData") instanceof Fields own) {
      data.putAll(own.entries());
    }
    WRITTEN.forEach((key, text) -> data.put(key, new Scalar(text, ScalarType.TEXT, 0)));
    return object.with("stringData", new Fields(data, 0));
  }
}
