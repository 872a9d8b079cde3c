package io.github.scaler4j.manifest;

import java.util.List;
import java.util.function.Function;

/**
 * A {@code TriggerAuthentication} or {@code ClusterTriggerAuthentication}: where to find each auth
 * parameter.
 *
 * <p>Mirrors {@code apis/keda/v1alpha1/triggerauthentication_types.go}, without fields that no
 * Datadog trigger can use ({@code podIdentity}, {@code oauth2}).
 *
 * @param unsupported the names of vaults that it refers to and that this library can't open
 */
record TriggerAuthentication(
    ObjectReference reference,
    List<Variable> env,
    String filePath,
    List<Key> configMapTargetRef,
    List<Key> secretTargetRef,
    List<Token> boundServiceAccountToken,
    List<String> unsupported) {

  private static final List<String> VAULTS =
      List.of("hashiCorpVault", "azureKeyVault", "gcpSecretManager", "awsSecretManager");

  /** A parameter from an environment variable of the scale target. */
  record Variable(String parameter, String name, String containerName) {}

  /** A parameter from a Secret or ConfigMap. */
  record Key(String parameter, String name, String key) {}

  /** A parameter that is the token of a service account. */
  record Token(String parameter, String serviceAccountName) {}

  static TriggerAuthentication read(KubernetesObject object, Problems problems) {
    ManifestNode spec = object.content(problems).field("spec");
    Function<ManifestNode, Key> key =
        node ->
            new Key(
                node.field("parameter").requiredText(),
                node.field("name").requiredText(),
                node.field("key").requiredText());
    return new TriggerAuthentication(
        object.reference(),
        spec.field("env").items().stream()
            .map(
                node ->
                    new Variable(
                        node.field("parameter").requiredText(),
                        node.field("name").requiredText(),
                        node.field("containerName").text()))
            .toList(),
        spec.field("filePath").text(),
        spec.field("configMapTargetRef").items().stream().map(key).toList(),
        spec.field("secretTargetRef").items().stream().map(key).toList(),
        spec.field("boundServiceAccountToken").items().stream()
            .map(
                node ->
                    new Token(
                        node.field("parameter").requiredText(),
                        node.field("serviceAccountName").requiredText()))
            .toList(),
        VAULTS.stream().filter(vault -> spec.field(vault).present()).toList());
  }

  boolean clusterWide() {
    return reference.kind().equals(KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION);
  }

  /** Explains in messages why a missing object is needed. */
  String purpose(String parameter) {
    return " (for parameter "
        + ManifestNode.quote(parameter)
        + " of "
        + reference
        + (clusterWide() ? ", whose objects are looked for in KEDA's own namespace" : "")
        + ")";
  }
}
