package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of some manifests by name, in any version. */
final class ObjectIndex implements ObjectLookup {

  /** How many objects of the same kind the message about a missing one names. */
  private static final int MAX_EXAMPLES = 5;

  private final Map<ObjectReference, KubernetesObject> objects = new LinkedHashMap<>();
  private final Map<ObjectReference, KubernetesObject> duplicates = new LinkedHashMap<>();
  private final Map<String, List<String>> examples = new HashMap<>();

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
      } else {
        List<String> some = examples.computeIfAbsent(name.kind(), kind -> new ArrayList<>());
        if (some.size() < MAX_EXAMPLES) {
          some.add(name.toString());
        }
      }
    }
  }

  Collection<KubernetesObject> all() {
    return objects.values();
  }

  /** Returns an object; of several with this name, the first. */
  Optional<KubernetesObject> first(ObjectReference reference) {
    return Optional.ofNullable(objects.get(reference.withoutVersion()));
  }

  /** Returns objects that are defined more than once, which makes references ambiguous. */
  Collection<KubernetesObject> duplicates() {
    return duplicates.values();
  }

  String describeDuplicate(KubernetesObject duplicate) {
    return "is already defined"
        + first(duplicate.reference()).map(first -> " in " + first.place()).orElse("");
  }

  @Override
  public Optional<KubernetesObject> find(ObjectReference reference) {
    KubernetesObject duplicate = duplicates.get(reference.withoutVersion());
    if (duplicate != null) {
      throw InvalidTriggerException.of(duplicate.toString(), describeDuplicate(duplicate));
    }
    return first(reference);
  }

  @Override
  public String describeMissing(ObjectReference missing) {
    List<String> names = examples.getOrDefault(missing.kind(), List.of());
    return "object not found; the manifests contain "
        + (names.isEmpty() ? "no " + missing.kind() : String.join(", ", names));
  }
}
