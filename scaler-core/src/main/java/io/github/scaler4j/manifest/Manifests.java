package io.github.scaler4j.manifest;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The Kubernetes objects of a set of manifests, and the triggers that they describe.
 *
 * <pre>{@code
 * List<TriggerMetadata> triggers = Manifests.read(Path.of("nginx.yaml")).triggers();
 * }</pre>
 *
 * <p>Reads YAML and JSON as kubectl does, including the {@code kind: List} that {@code kubectl get
 * -o} prints. Refuses text that kubectl would understand differently, and repeated keys of a
 * mapping. Objects of kinds that no trigger refers to are ignored.
 *
 * <p>Reading fails only if an input can't be read. Problems of one object are listed in {@link
 * #problems} and do not affect other objects: {@link #validScaledObjects} returns the valid ones.
 * {@link #scaledObjects} and {@link #triggers} throw if an object with a datadog trigger has a
 * problem, or a document can't be read, so that none is omitted by mistake.
 *
 * <p>Immutable. No message and no {@code toString} holds a Secret's text.
 */
public final class Manifests implements ObjectLookup {

  /** The namespace of an object that names none: {@code default}. */
  public static final String DEFAULT_NAMESPACE = ObjectReference.DEFAULT_NAMESPACE;

  private final Content content;
  private final ObjectIndex index;
  private final ScaledObjectCatalog catalog;

  private Manifests(Content content, String defaultNamespace) {
    this.content = content;
    this.index = new ObjectIndex(content.objects, defaultNamespace);
    this.catalog = new ScaledObjectCatalog(index);
  }

  /** The contents of some inputs: objects, and problems. */
  private static final class Content {
    private final List<KubernetesObject> objects = new ArrayList<>();
    private final Problems unreadable = new Problems();

    void add(String text, String source) {
      objects.addAll(
          KubernetesObject.readAll(
              ManifestDocuments.read(text, source, unreadable), source, unreadable));
    }
  }

  /**
   * Reads files; blocks.
   *
   * @param files YAML or JSON in UTF-8
   * @return their objects
   * @throws InvalidTriggerException if a file is missing, not a regular file, not UTF-8, longer
   *     than 16 million characters or otherwise can't be read
   */
  public static Manifests read(Path... files) {
    return read(List.of(files));
  }

  /**
   * Reads files; blocks.
   *
   * @param files YAML or JSON in UTF-8
   * @return their objects
   * @throws InvalidTriggerException if a file is missing, not a regular file, not UTF-8, longer
   *     than 16 million characters or otherwise can't be read
   */
  public static Manifests read(Collection<Path> files) {
    Content content = new Content();
    Problems problems = new Problems();
    for (Path file : files) {
      try {
        content.add(ManifestText.read(file), file.toString());
      } catch (InvalidTriggerException e) {
        problems.addAll(e.problems());
      }
    }
    problems.throwIfAny();
    return new Manifests(content, DEFAULT_NAMESPACE);
  }

  /**
   * Reads from a reader; blocks as long as the reader does.
   *
   * @param reader YAML or JSON; read to its end and left open
   * @param source its name in messages, for example {@code stdin}
   * @return its objects
   * @throws InvalidTriggerException if it can't be read, or is longer than 16 million characters
   */
  public static Manifests read(Reader reader, String source) {
    Content content = new Content();
    content.add(
        ManifestText.read(requireNonNull(reader, "reader"), requireNonNull(source, "source")),
        source);
    return new Manifests(content, DEFAULT_NAMESPACE);
  }

  /**
   * Reads a text.
   *
   * @param text YAML or JSON
   * @return its objects
   * @throws InvalidTriggerException if it is longer than 16 million characters
   */
  public static Manifests parse(String text) {
    Content content = new Content();
    content.add(requireNonNull(text, "text"), "manifest");
    return new Manifests(content, DEFAULT_NAMESPACE);
  }

  /**
   * Returns manifests of objects that a Kubernetes client holds.
   *
   * @param objects for example from {@link KubernetesObject#of}; copied
   * @return these objects
   */
  public static Manifests of(Collection<KubernetesObject> objects) {
    Content content = new Content();
    content.objects.addAll(objects);
    return new Manifests(content, DEFAULT_NAMESPACE);
  }

  /**
   * Puts objects without a namespace into the given one, as {@code kubectl -n} does.
   *
   * @param namespace the namespace that replaces {@value #DEFAULT_NAMESPACE}
   * @return the same objects in that namespace
   */
  public Manifests inNamespace(String namespace) {
    return new Manifests(content, requireNonNull(namespace, "namespace"));
  }

  /**
   * Returns all valid {@code ScaledObject}s, if all those with a datadog trigger are valid.
   *
   * @return in the order of the manifests; empty if there is none
   * @throws InvalidTriggerException if one with a datadog trigger breaks KEDA's rules, or a
   *     document can't be read
   */
  public List<ScaledObject> scaledObjects() {
    Problems problems = new Problems();
    problems.addAll(content.unreadable.found());
    problems.addAll(catalog.blocking());
    problems.throwIfAny();
    return catalog.valid();
  }

  /**
   * Returns all valid {@code ScaledObject}s, whatever else is wrong.
   *
   * @return the objects in the order of the manifests; {@link #problems} explains why one is
   *     missing
   */
  public List<ScaledObject> validScaledObjects() {
    return catalog.valid();
  }

  /**
   * Returns all problems: documents that can't be read, objects without a name or defined twice,
   * and {@code ScaledObject}s of any trigger that break KEDA's rules.
   *
   * @return each with file and line; empty if there is none
   */
  public List<Problem> problems() {
    Problems problems = new Problems();
    problems.addAll(content.unreadable.found());
    content.objects.forEach(object -> object.requireName(problems));
    index
        .duplicates()
        .forEach(object -> problems.add(object.toString(), index.describeDuplicate(object)));
    problems.addAll(catalog.problems().found());
    return problems.found();
  }

  /**
   * Returns warnings: {@code ScaledJob}s, which are ignored, and numbers, booleans and strings
   * where Kubernetes expects another type.
   *
   * @return each with file and line
   */
  public List<Problem> warnings() {
    List<Problem> warnings = new ArrayList<>(catalog.problems().warnings());
    index.all().forEach(object -> warnings.addAll(TypeWarnings.of(object)));
    return List.copyOf(warnings);
  }

  /** Returns the objects with a name, in the order of the manifests. */
  Collection<KubernetesObject> objects() {
    return index.all();
  }

  /** Returns an object, in any version; of several with this name, the first. */
  Optional<KubernetesObject> first(ObjectReference reference) {
    return index.first(reference);
  }

  /**
   * Returns one {@code ScaledObject}.
   *
   * @param namespace its namespace
   * @param name its name
   * @return the object
   * @throws InvalidTriggerException if it does not exist or breaks KEDA's rules
   */
  public ScaledObject scaledObject(String namespace, String name) {
    ObjectReference reference =
        new ObjectReference(KedaKinds.API_VERSION, KedaKinds.SCALED_OBJECT, namespace, name);
    Problems problems = new Problems();
    problems.addAll(catalog.problems(reference));
    problems.throwIfAny();
    return ScaledObject.of(
        find(reference)
            .orElseThrow(
                () ->
                    InvalidTriggerException.of(reference.toString(), describeMissing(reference))));
  }

  /**
   * Resolves the {@code datadog} triggers of every {@code ScaledObject}, with the defaults of
   * {@link TriggerResolver#of}.
   *
   * @return in the order of the manifests; empty if there is none
   * @throws InvalidTriggerException if anything they need is missing, if they break KEDA's rules,
   *     or if a document can't be read
   */
  public List<TriggerMetadata> triggers() {
    TriggerResolver resolver = TriggerResolver.of(this);
    Problems problems = new Problems();
    List<TriggerMetadata> triggers = new ArrayList<>();
    for (ScaledObject scaledObject : scaledObjects()) {
      triggers.addAll(resolver.resolve(scaledObject, problems));
    }
    problems.throwIfAny();
    return List.copyOf(triggers);
  }

  /**
   * Finds an object of these manifests, in any version.
   *
   * @throws InvalidTriggerException if it is defined twice
   */
  @Override
  public Optional<KubernetesObject> find(ObjectReference reference) {
    return index.find(reference);
  }

  @Override
  public String describeMissing(ObjectReference reference) {
    return index.describeMissing(reference);
  }

  /**
   * Returns how many objects there are.
   *
   * @return for example {@code Manifests[4 objects]}
   */
  @Override
  public String toString() {
    return "Manifests[" + index.all().size() + " objects]";
  }
}
