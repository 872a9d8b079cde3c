package io.github.scaler4j.manifest;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Kubernetes object of any kind, as its manifest defines it.
 *
 * <p>Immutable. {@code toString} shows its name and its source, but none of its content.
 */
public final class KubernetesObject {

  private static final String TEXT = "manifest";
  private static final String MAP = "map";
  private static final String LIST = "List";

  /** The kinds that triggers refer to. Without a name, an object of these kinds is useless. */
  private static final Set<String> NEEDED =
      Set.of(
          KedaKinds.SCALED_OBJECT,
          KedaKinds.TRIGGER_AUTHENTICATION,
          KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION,
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
   * Reads one object, for an {@link ObjectLookup} with a Kubernetes client.
   *
   * @param text the object as YAML or JSON
   * @return the object
   * @throws InvalidTriggerException if the text is not YAML or JSON, or does not hold one object
   * @throws NullPointerException if {@code text} is null
   */
  public static KubernetesObject parse(String text) {
    Problems problems = new Problems();
    List<KubernetesObject> objects =
        readAll(ManifestDocuments.read(text, TEXT, problems), TEXT, problems);
    return onlyOne(objects, TEXT, problems);
  }

  /**
   * Converts an object that a Kubernetes client holds as maps and collections, such as the client's
   * generic resource type.
   *
   * @param content the object with its {@code apiVersion}, {@code kind} and {@code metadata}:
   *     {@link Map}, {@link java.util.Collection}, {@link String}, {@link Number}, {@link Boolean},
   *     null, dates, and {@code byte[]} for a Secret's data; copied
   * @return the object
   * @throws InvalidTriggerException if it holds values of other types, or is not one object
   * @throws NullPointerException if {@code content} is null
   */
  public static KubernetesObject of(Map<String, ?> content) {
    return of("", "", content);
  }

  /**
   * Converts an object that a Kubernetes client represents as maps and collections. The content may
   * lack version and kind, as list items of many clients do.
   *
   * @param apiVersion {@code apiVersion}, unless the content has its own
   * @param kind {@code kind}, unless the content has its own
   * @param content see {@link #of(Map)}
   * @return the object
   * @throws InvalidTriggerException if it holds values of other types, or is not one object
   * @throws NullPointerException if an argument is null
   */
  public static KubernetesObject of(String apiVersion, String kind, Map<String, ?> content) {
    requireNonNull(apiVersion, "apiVersion");
    requireNonNull(kind, "kind");
    Problems problems = new Problems();
    ManifestValue value = JavaValues.read(requireNonNull(content, "content"), MAP, problems);
    problems.throwIfAny();
    List<KubernetesObject> objects = new ArrayList<>();
    add(ManifestNode.root("object", MAP, value, problems), value, kind, apiVersion, MAP, objects);
    return onlyOne(objects, MAP, problems);
  }

  /**
   * Converts the objects of a list that a Kubernetes client holds as maps and collections.
   *
   * @param list an object of kind {@code List}, or of a kind such as {@code ScaledObjectList},
   *     whose items may leave out version and kind
   * @return its items, in their order; the object itself if it is not a list
   * @throws InvalidTriggerException if it holds values that {@link #of(Map)} refuses
   * @throws NullPointerException if {@code list} is null
   */
  public static List<KubernetesObject> itemsOf(Map<String, ?> list) {
    Problems problems = new Problems();
    ManifestValue value = JavaValues.read(requireNonNull(list, "list"), MAP, problems);
    List<KubernetesObject> objects = readAll(List.of(value), MAP, problems);
    objects.forEach(object -> object.requireName(problems));
    problems.throwIfAny();
    return List.copyOf(objects);
  }

  private static KubernetesObject onlyOne(
      List<KubernetesObject> objects, String source, Problems problems) {
    objects.forEach(object -> object.requireName(problems));
    problems.throwIfAny();
    if (objects.size() != 1 || objects.get(0).reference.name().isEmpty()) {
      throw InvalidTriggerException.of(
          source, "contains " + objects.size() + " objects; expected one with a name");
    }
    return objects.get(0);
  }

  /** Returns the objects of all documents, with the items of each {@code List} separately. */
  static List<KubernetesObject> readAll(
      List<ManifestValue> documents, String source, Problems problems) {
    List<KubernetesObject> objects = new ArrayList<>();
    for (ManifestValue document : documents) {
      ManifestNode node = ManifestNode.root("object", source, document, problems);
      if (document instanceof ManifestValue.Fields fields
          && fields.entries().get("items") instanceof ManifestValue.Items items
          && node.field("kind").text().endsWith(LIST)) {
        addItems(node, items, source, objects);
      } else {
        add(node, document, "", "", source, objects);
      }
    }
    return objects;
  }

  private static void addItems(
      ManifestNode list, ManifestValue.Items items, String source, List<KubernetesObject> objects) {
    // A typed list (SecretList) has kind and version once; its items may omit them.
    String kind = list.field("kind").text();
    String apiVersion = list.field("apiVersion").text();
    List<ManifestNode> nodes = list.field("items").items();
    for (int i = 0; i < nodes.size(); i++) {
      add(
          nodes.get(i),
          items.items().get(i),
          kind.substring(0, kind.length() - LIST.length()),
          apiVersion,
          source,
          objects);
    }
  }

  private static void add(
      ManifestNode node,
      ManifestValue content,
      String kind,
      String apiVersion,
      String source,
      List<KubernetesObject> objects) {
    if (!node.isMapping()) {
      node.problem("is not a Kubernetes object, which has apiVersion, kind and metadata");
      return;
    }
    String ownKind = node.field("kind").textOr(kind);
    boolean clusterWide = ownKind.equals(KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION);
    ManifestNode metadata = node.field("metadata");
    objects.add(
        new KubernetesObject(
            new ObjectReference(
                node.field("apiVersion").textOr(apiVersion),
                ownKind,
                clusterWide ? "" : metadata.field("namespace").text(),
                metadata.field("name").text()),
            source,
            content));
  }

  /** Adds problems for missing parts of its name, without which nothing can refer to it. */
  void requireName(Problems problems) {
    ManifestNode node = ManifestNode.root("object", source, content, problems);
    if (reference.kind().isEmpty()) {
      node.field("kind").problem("is missing");
    }
    if (reference.apiVersion().isEmpty()) {
      node.field("apiVersion").problem("is missing");
    }
    // Kustomizations have no name, and other kinds may get theirs from the server.
    if (reference.name().isEmpty() && NEEDED.contains(reference.kind())) {
      node.field("metadata").field("name").problem("is missing");
    }
  }

  /**
   * Returns the object's name.
   *
   * @return a reference, whose namespace is empty if the manifest has none
   */
  public ObjectReference reference() {
    return reference;
  }

  /** Returns this object, in the given namespace if it has none but could have one. */
  KubernetesObject orInNamespace(String namespace) {
    if (!reference.namespace().isEmpty()
        || reference.kind().equals(KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION)) {
      return this;
    }
    return new KubernetesObject(
        new ObjectReference(reference.apiVersion(), reference.kind(), namespace, reference.name()),
        source,
        content);
  }

  /** The same object with a field in place of whatever it has under that name. */
  KubernetesObject with(String field, ManifestValue value) {
    Map<String, ManifestValue> entries = new LinkedHashMap<>(written().entries());
    entries.put(field, value);
    return new KubernetesObject(
        reference, source, new ManifestValue.Fields(entries, content.line()));
  }

  /** Returns whether the manifest names the namespace; kubectl or Helm may choose it instead. */
  boolean saysNamespace() {
    return content(new Problems()).field("metadata").field("namespace").present();
  }

  /** Returns whether the object is, or may be, in a namespace. */
  boolean mayBeIn(String namespace) {
    return reference.namespace().equals(namespace) || !saysNamespace();
  }

  /** The whole object as it was written. */
  ManifestValue.Fields written() {
    return (ManifestValue.Fields) content;
  }

  ManifestNode content(Problems problems) {
    return ManifestNode.root(reference.toString(), source, content, problems);
  }

  String place() {
    return new SourceLine(source, content.line()).toString();
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
