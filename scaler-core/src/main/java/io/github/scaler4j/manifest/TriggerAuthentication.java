package io.github.scaler4j.manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@code TriggerAuthentication} or {@code ClusterTriggerAuthentication}: where to find each auth
 * parameter.
 *
 * <p>Mirrors {@code apis/keda/v1alpha1/triggerauthentication_types.go}, without fields that no
 * Datadog trigger can use ({@code podIdentity}, {@code oauth2}).
 *
 * @param entries in the order of {@link #LISTS}
 * @param unsupported the names of vaults that it refers to and that this library can't open
 */
record TriggerAuthentication(
    ObjectReference reference, List<Entry> entries, String filePath, List<String> unsupported) {

  /** The lists of entries in KEDA's order, in which a later entry of a parameter wins. */
  static final List<String> LISTS =
      List.of("env", "configMapTargetRef", "secretTargetRef", "boundServiceAccountToken");

  private static final List<String> VAULTS =
      List.of("hashiCorpVault", "azureKeyVault", "gcpSecretManager", "awsSecretManager");

  /** Where a parameter is. */
  sealed interface Entry {
    String parameter();
  }

  /** A parameter from an environment variable of the scale target. */
  record Variable(String parameter, String name, String containerName) implements Entry {}

  /** A parameter from a Secret, or else a ConfigMap. */
  record Key(String parameter, boolean secret, String name, String key) implements Entry {

    ObjectReference object(String namespace) {
      return secret
          ? ObjectReference.secret(namespace, name)
          : ObjectReference.configMap(namespace, name);
    }
  }

  /** A parameter that is the token of a service account. */
  record Token(String parameter, String serviceAccountName) implements Entry {}

  static TriggerAuthentication read(KubernetesObject object, Problems problems) {
    ManifestNode spec = object.content(problems).field("spec");
    List<Entry> entries = new ArrayList<>();
    for (String list : LISTS) {
      for (ManifestNode node : spec.field(list).items()) {
        entries.add(entry(list, node));
      }
    }
    return new TriggerAuthentication(
        object.reference(),
        List.copyOf(entries),
        spec.field("filePath").text(),
        VAULTS.stream().filter(vault -> spec.field(vault).present()).toList());
  }

  private static Entry entry(String list, ManifestNode node) {
    String parameter = node.field("parameter").requiredText();
    return switch (list) {
      case "env" ->
          new Variable(
              parameter, node.field("name").requiredText(), node.field("containerName").text());
      case "boundServiceAccountToken" ->
          new Token(parameter, node.field("serviceAccountName").requiredText());
      default ->
          new Key(
              parameter,
              list.equals("secretTargetRef"),
              node.field("name").requiredText(),
              node.field("key").requiredText());
    };
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
