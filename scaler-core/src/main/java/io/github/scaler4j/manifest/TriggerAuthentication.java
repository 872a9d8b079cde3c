package io.github.scaler4j.manifest;

import java.util.List;
import java.util.function.Function;

/**
 * A {@code TriggerAuthentication} or {@code ClusterTriggerAuthentication}: where each auth
 * parameter is.
 *
 * <p>Mirrors {@code apis/keda/v1alpha1/triggerauthentication_types.go}, less what no Datadog
 * trigger can use ({@code podIdentity}, {@code oauth2}).
 *
 * @param unsupported the names of vaults that it also asks for and that this library can't open
 */
record TriggerAuthentication(
    ObjectReference reference,
    List<Variable> env,
    String filePath,
    List<Key> configMapTargetRef,
    List<Key> secretTargetRef,
    List<Token> boundServiceAccountToken,
    List<String> unsupported) {

  static final String KIND = "TriggerAuthentication";
  static final String CLUSTER_KIND = "ClusterTriggerAuthentication";
  static final String API_VERSION = "keda.sh/v1alpha1";

  private static final List<String> VAULTS =
      List.of("hashiCorpVault", "azureKeyVault", "gcpSecretManager", "awsSecretManager");

  /** A parameter from an environment variable of the scale target. */
  record Variable(String parameter, String name, String containerName) {}

  /** A parameter from a Secret or ConfigMap. */
  record Key(String parameter, String name, String key) {}

  /** A parameter that is the token of a service account. */
  record Token(String parameter, String serviceAccountName) {}

  static TriggerAuthentication read(KubernetesObject object, Problems problems) {
    Part spec = object.content(problems).field("spec");
    Function<Part, Key> key =
        part ->
            new Key(
                part.field("parameter").requiredText(),
                part.field("name").requiredText(),
                part.field("key").requiredText());
    return new TriggerAuthentication(
        object.reference(),
        spec.field("env").items().stream()
            .map(
                part ->
                    new Variable(
                        part.field("parameter").requiredText(),
                        part.field("name").requiredText(),
                        part.field("containerName").text("")))
            .toList(),
        spec.field("filePath").text(""),
        spec.field("configMapTargetRef").items().stream().map(key).toList(),
        spec.field("secretTargetRef").items().stream().map(key).toList(),
        spec.field("boundServiceAccountToken").items().stream()
            .map(
                part ->
                    new Token(
                        part.field("parameter").requiredText(),
                        part.field("serviceAccountName").requiredText()))
            .toList(),
        VAULTS.stream().filter(vault -> spec.field(vault).present()).toList());
  }

  boolean clusterWide() {
    return reference.kind().equals(CLUSTER_KIND);
  }

  /** For messages: what a missing thing is needed for. */
  String purpose(String parameter) {
    return " (for parameter " + Part.quote(parameter) + " of " + reference + ")";
  }
}
