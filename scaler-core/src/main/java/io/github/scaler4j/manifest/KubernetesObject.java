package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A Kubernetes object of any kind, as its manifest says.
 *
 * <p>Immutable. {@code toString} shows its name and where it was read, none of its content.
 */
public final class KubernetesObject {

  static final String TEXT = "manifest";

  private static final String LIST = "List";

  /** Kinds that a trigger's input is made of; without a name they are of no use. */
  private static final Set<String> READ =
      Set.of(
          ScaledObject.KIND,
          TriggerAuthentication.KIND,
          TriggerAuthentication.CLUSTER_KIND,
          "Secret",
          "ConfigMap");

  private final ObjectReference reference;
  private final String source;
  private final ManifestValue content;

  private KubernetesObject(ObjectReference reference, String source, ManifestValue content) {
    this.reference = reference;
    this.source = source;
    this.content = content;
  }

  /**
   * Reads one object, for an {@link ObjectLookup} that a Kubernetes client serves.
   *
   * @param text the object as YAML or JSON
   * @return the object
   * @throws InvalidTriggerException if the text is no YAML or JSON, or does not hold one object
   * @throws NullPointerException if {@code text} is null
   */
  public static KubernetesObject parse(String text) {
    Problems problems = new Problems();
    List<KubernetesObject> objects = read(ManifestText.documents(text, TEXT), TEXT, problems);
    problems.throwIfAny();
    if (objects.size() != 1) {
      throw InvalidTriggerException.of(TEXT, "holds " + objects.size() + " objects; one is needed");
    }
    return objects.get(0);
  }

  /** The objects of all documents, those of a {@code List} one by one. */
  static List<KubernetesObject> read(
      List<ManifestValue> documents, String source, Problems problems) {
    List<KubernetesObject> objects = new ArrayList<>();
    for (ManifestValue document : documents) {
      Part part = Part.root("object", source, document, problems);
      if (part.field("kind").text("").endsWith(LIST) && part.field("items").present()) {
        addItems(part, source, objects);
      } else {
        add(part, "", "", source, objects);
      }
    }
    return objects;
  }

  private static void addItems(Part list, String source, List<KubernetesObject> objects) {
    // A typed list (SecretList) says kind and version once; its items may leave them out.
    String kind = list.field("kind").text("");
    String apiVersion = list.field("apiVersion").text("");
    for (Part item : list.field("items").items()) {
      add(item, kind.substring(0, kind.length() - LIST.length()), apiVersion, source, objects);
    }
  }

  private static void add(
      Part part, String kind, String apiVersion, String source, List<KubernetesObject> objects) {
    ManifestValue content = part.value();
    if (!(content instanceof ManifestValue.Fields)) {
      part.problem("is no Kubernetes object; a mapping with apiVersion, kind and metadata is");
      return;
    }
    String ownKind = orRequired(part.field("kind"), kind);
    String ownVersion = orRequired(part.field("apiVersion"), apiVersion);
    Part metadata = part.field("metadata");
    Part name = metadata.field("name");
    if (!READ.contains(ownKind) && name.text("").isEmpty()) {
      // Kustomizations, and what gets its name from the server: nothing can refer to them.
      return;
    }
    boolean clusterWide = ownKind.equals(TriggerAuthentication.CLUSTER_KIND);
    objects.add(
        new KubernetesObject(
            new ObjectReference(
                ownVersion,
                ownKind,
                clusterWide ? "" : metadata.field("namespace").text(""),
                name.requiredText()),
            source,
            content));
  }

  private static String orRequired(Part part, String fallback) {
    return part.present() || fallback.isEmpty() ? part.requiredText() : fallback;
  }

  /**
   * Returns what the object is called.
   *
   * @return its namespace is empty if the manifest gives none
   */
  public ObjectReference reference() {
    return reference;
  }

  /** This object, in the given namespace if it has none of its own and could have one. */
  KubernetesObject orInNamespace(String namespace) {
    if (!reference.namespace().isEmpty()
        || reference.kind().equals(TriggerAuthentication.CLUSTER_KIND)) {
      return this;
    }
    return new KubernetesObject(
        new ObjectReference(reference.apiVersion(), reference.kind(), namespace, reference.name()),
        source,
        content);
  }

  Part content(Problems problems) {
    return Part.root(reference.toString(), source, content, problems);
  }

  String place() {
    return ManifestText.place(source, content.line());
  }

  /**
   * Returns the object's name and where it was read.
   *
   * @return for example {@code Secret datadog/keys (keys.yaml line 1)}
   */
  @Override
  public String toString() {
    return reference + " (" + place() + ")";
  }
}
