package io.github.scaler4j.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The nodes of a trigger's authentication in the manifests. */
final class AuthenticationNodes {

  private final Manifests manifests;
  private final Problems problems;
  private final ManifestNode reference;
  private final String namespace;
  private final boolean namespaceKnown;
  private final List<Entry> entries = new ArrayList<>();

  /** One parameter of the authentication, and the list that it is in. */
  record Entry(String list, String parameter, ManifestNode node) {}

  AuthenticationNodes(
      Manifests manifests,
      ScaledObject object,
      ScaleTrigger trigger,
      ManifestNode node,
      Problems problems) {
    this.manifests = manifests;
    this.problems = problems;
    this.reference = node.field("authenticationRef");
    ObjectReference wanted = reference(object.namespace(), trigger);
    this.namespace =
        wanted.kind().equals(KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION)
            ? TriggerResolver.DEFAULT_CLUSTER_OBJECT_NAMESPACE
            : object.namespace();
    Optional<KubernetesObject> found = manifests.first(wanted);
    this.namespaceKnown =
        wanted.kind().equals(KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION)
            || found.filter(KubernetesObject::saysNamespace).isPresent();
    found.ifPresent(this::addEntries);
  }

  /** Returns the reference to a trigger's authentication, with an empty name if it has none. */
  static ObjectReference reference(String namespace, ScaleTrigger trigger) {
    AuthenticationRef ref = trigger.authenticationRef().orElse(new AuthenticationRef("", ""));
    boolean clusterWide = ref.kind().equals(KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION);
    return new ObjectReference(
        KedaKinds.API_VERSION, ref.kind(), clusterWide ? "" : namespace, ref.name());
  }

  private void addEntries(KubernetesObject authentication) {
    ManifestNode spec = authentication.content(problems).field("spec");
    for (String list : TriggerAuthentication.LISTS) {
      if (spec.field(list).isList()) {
        for (ManifestNode entry : spec.field(list).items()) {
          entries.add(new Entry(list, entry.field("parameter").rawText(), entry));
        }
      }
    }
  }

  List<Entry> entries() {
    return entries;
  }

  /** Returns the entry of a parameter. */
  Optional<Entry> entry(String parameter) {
    return entries.stream()
        .filter(entry -> entry.parameter().equals(parameter))
        .reduce((earlier, later) -> later);
  }

  /** Returns the Secret or ConfigMap of an entry, if the manifests contain it. */
  Optional<KubernetesObject> object(Entry entry) {
    String name = entry.node().field("name").rawText();
    return switch (entry.list()) {
      case "secretTargetRef" -> manifests.first(ObjectReference.secret(namespace, name));
      case "configMapTargetRef" -> manifests.first(ObjectReference.configMap(namespace, name));
      default -> Optional.empty();
    };
  }

  /**
   * Returns the namespace of the service account; empty if the manifest leaves it to kubectl or
   * Helm.
   */
  String namespaceOrAny() {
    return namespaceKnown ? namespace : "";
  }

  /** Returns the node with a parameter's text, or otherwise the node that should supply it. */
  ManifestNode place(String parameter) {
    Entry entry = entry(parameter).orElse(null);
    if (entry == null) {
      return reference;
    }
    String key = entry.node().field("key").rawText();
    return object(entry)
        .map(object -> object.content(problems))
        .flatMap(
            root ->
                List.of("stringData", "data").stream()
                    .map(data -> root.field(data).field(key))
                    .filter(ManifestNode::present)
                    .findFirst())
        .orElse(entry.node());
  }
}
