package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of some manifests by name, in any version. */
final class ObjectIndex implements ObjectLookup {

  private final Map<ObjectReference, KubernetesObject> objects = new LinkedHashMap<>();
  private final Map<ObjectReference, KubernetesObject> duplicates = new LinkedHashMap<>();

  ObjectIndex(List<KubernetesObject> written, String defaultNamespace) {
    for (KubernetesObject object : written) {
      ObjectReference reference = object.reference();
      if (reference.name().isEmpty() || reference.kind().isEmpty()) {
        continue;
      }
      KubernetesObject placed = object.orInNamespace(defaultNamespace);
      ObjectReference name = placed.reference().withoutVersion();
      if (objects.putIfAbsent(name, placed) != null) {
        duplicates.putIfAbsent(name, placed);
      }
    }
  }

  Collection<KubernetesObject> all() {
    return objects.values();
  }

  /** Returns objects that are defined more than once, which makes references ambiguous. */
  Collection<KubernetesObject> duplicates() {
    return duplicates.values();
  }

  String describeDuplicate(KubernetesObject duplicate) {
    KubernetesObject first = objects.get(duplicate.reference().withoutVersion());
    return "is already defined" + (first == null ? "" : " in " + first.place());
  }

  @Override
  public Optional<KubernetesObject> find(ObjectReference reference) {
    KubernetesObject duplicate = duplicates.get(reference.withoutVersion());
    if (duplicate != null) {
      throw InvalidTriggerException.of(duplicate.toString(), describeDuplicate(duplicate));
    }
    return Optional.ofNullable(objects.get(reference.withoutVersion()));
  }

  @Override
  public String describeMissing(ObjectReference missing) {
    List<String> names =
        objects.keySet().stream()
            .filter(reference -> reference.kind().equals(missing.kind()))
            .map(ObjectReference::toString)
            .limit(5)
            .toList();
    return "object not found; the manifests contain "
        + (names.isEmpty() ? "no " + missing.kind() : String.join(", ", names));
  }
}
