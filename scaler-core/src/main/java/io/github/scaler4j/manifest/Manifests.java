package io.github.scaler4j.manifest;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Kubernetes objects of some manifests, and the triggers that they describe.
 *
 * <pre>{@code
 * List<TriggerMetadata> triggers = Manifests.read(Path.of("nginx.yaml")).triggers();
 * }</pre>
 *
 * <p>YAML may hold several documents; JSON, and the {@code kind: List} that {@code kubectl get -o}
 * prints, are read as well. Anchors, aliases and merge keys mean what YAML says; a key that stands
 * twice in a mapping is refused, and so is an object that is defined twice. Objects of kinds that
 * no trigger refers to are passed over. Nothing is read before {@code read} or {@code parse}, and
 * nothing after.
 *
 * <p>Immutable. No message and no {@code toString} holds a Secret's text.
 */
public final class Manifests implements ObjectLookup {

  /** The namespace of an object that names none: {@code default}. */
  public static final String DEFAULT_NAMESPACE = "default";

  private final List<KubernetesObject> written;
  private final Map<ObjectReference, KubernetesObject> objects = new LinkedHashMap<>();

  private Manifests(List<KubernetesObject> written, String defaultNamespace) {
    this.written = written;
    Problems problems = new Problems();
    for (KubernetesObject object : written) {
      KubernetesObject placed = object.orInNamespace(defaultNamespace);
      KubernetesObject other = objects.put(placed.reference().withoutVersion(), placed);
      if (other != null) {
        problems.add(placed.toString(), "is defined already in " + other.place());
      }
    }
    problems.throwIfAny();
  }

  /**
   * Reads files; blocks.
   *
   * @param files YAML or JSON in UTF-8
   * @return their objects
   * @throws InvalidTriggerException if a file can't be read, is not valid YAML, or holds something
   *     other than Kubernetes objects
   */
  public static Manifests read(Path... files) {
    return read(List.of(files));
  }

  /**
   * Reads files; blocks.
   *
   * @param files YAML or JSON in UTF-8
   * @return their objects
   * @throws InvalidTriggerException if a file can't be read, is not valid YAML, or holds something
   *     other than Kubernetes objects
   */
  public static Manifests read(Collection<Path> files) {
    Problems problems = new Problems();
    List<KubernetesObject> objects = new ArrayList<>();
    for (Path file : files) {
      try {
        objects.addAll(KubernetesObject.read(ManifestText.read(file), file.toString(), problems));
      } catch (InvalidTriggerException e) {
        problems.addAll(e.problems());
      }
    }
    return of(objects, problems);
  }

  /**
   * Reads what a reader gives; blocks as the reader does.
   *
   * @param reader YAML or JSON; read to its end and left open
   * @param source what messages call it, for example {@code stdin}
   * @return its objects
   * @throws InvalidTriggerException if it can't be read, is not valid YAML, or holds something
   *     other than Kubernetes objects
   */
  public static Manifests read(Reader reader, String source) {
    Problems problems = new Problems();
    return of(
        KubernetesObject.read(
            ManifestText.read(requireNonNull(reader, "reader"), requireNonNull(source, "source")),
            source,
            problems),
        problems);
  }

  /**
   * Reads a text.
   *
   * @param text YAML or JSON
   * @return its objects
   * @throws InvalidTriggerException if it is not valid YAML, or holds something other than
   *     Kubernetes objects
   */
  public static Manifests parse(String text) {
    Problems problems = new Problems();
    String source = KubernetesObject.TEXT;
    return of(
        KubernetesObject.read(
            ManifestText.documents(requireNonNull(text, "text"), source), source, problems),
        problems);
  }

  private static Manifests of(List<KubernetesObject> objects, Problems problems) {
    problems.throwIfAny();
    return new Manifests(List.copyOf(objects), DEFAULT_NAMESPACE);
  }

  /**
   * Puts the objects that name no namespace into another one, as {@code kubectl -n} does.
   *
   * @param namespace the namespace, instead of {@value #DEFAULT_NAMESPACE}
   * @return the same objects there
   * @throws InvalidTriggerException if an object is then defined twice
   */
  public Manifests inNamespace(String namespace) {
    return new Manifests(written, requireNonNull(namespace, "namespace"));
  }

  /**
   * Returns every {@code ScaledObject}.
   *
   * @return in the order of the manifests; empty if there is none
   * @throws InvalidTriggerException if one of them breaks KEDA's rules
   */
  public List<ScaledObject> scaledObjects() {
    Problems problems = new Problems();
    List<ScaledObject> scaledObjects = new ArrayList<>();
    for (KubernetesObject object : objects.values()) {
      if (object.reference().is(ScaledObject.KIND, ScaledObject.API_VERSION)) {
        scaledObjects.add(ScaledObjectReader.read(object, problems));
      }
    }
    problems.throwIfAny();
    return List.copyOf(scaledObjects);
  }

  /**
   * Returns one {@code ScaledObject}.
   *
   * @param namespace its namespace
   * @param name its name
   * @return the object
   * @throws InvalidTriggerException if there is none, or it breaks KEDA's rules
   */
  public ScaledObject scaledObject(String namespace, String name) {
    ObjectReference reference =
        new ObjectReference(ScaledObject.API_VERSION, ScaledObject.KIND, namespace, name);
    return ScaledObject.of(
        find(reference)
            .orElseThrow(
                () ->
                    InvalidTriggerException.of(
                        reference.toString(), "there is no such object" + others(reference))));
  }

  /**
   * Resolves the {@code datadog} triggers of every {@code ScaledObject}, with the defaults of
   * {@link TriggerResolver#of}.
   *
   * @return in the order of the manifests; empty if there is none
   * @throws InvalidTriggerException with everything that is missing or breaks KEDA's rules
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

  /** Finds an object of these manifests, in whatever version. */
  @Override
  public Optional<KubernetesObject> find(ObjectReference reference) {
    return Optional.ofNullable(objects.get(reference.withoutVersion()));
  }

  /** Which objects of the kind are there, for a message about one that is not. */
  String others(ObjectReference missing) {
    List<String> names =
        objects.keySet().stream()
            .filter(reference -> reference.kind().equals(missing.kind()))
            .map(ObjectReference::toString)
            .limit(5)
            .toList();
    return names.isEmpty()
        ? "; the manifests hold no " + missing.kind()
        : "; the manifests hold " + String.join(", ", names);
  }

  /**
   * Returns how many objects there are.
   *
   * @return for example {@code Manifests[4 objects]}
   */
  @Override
  public String toString() {
    return "Manifests[" + objects.size() + " objects]";
  }
}
