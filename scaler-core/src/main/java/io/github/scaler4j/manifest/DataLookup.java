package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds objects, and the values in Secrets and ConfigMaps. Missing ones are errors.
 *
 * <p>Confined to one call, in which it looks for each object once and decodes each key once.
 */
final class DataLookup {

  /** How many keys a message names. */
  private static final int MAX_LISTED = 10;

  private final ObjectLookup lookup;
  private final Map<ObjectReference, Optional<KubernetesObject>> objects = new HashMap<>();
  private final Map<Key, Value> values = new HashMap<>();

  DataLookup(ObjectLookup lookup) {
    this.lookup = lookup;
  }

  private record Key(ObjectReference object, String key) {}

  /** A key's text; without a text, its fault; with neither, there is no such key. */
  private record Value(Optional<String> text, String fault, List<Problem> problems) {

    private static Value plain(Optional<ManifestNode> node, Problems problems) {
      Optional<String> text = node.map(ManifestNode::text);
      return new Value(text, "", problems.found());
    }

    private static Value encoded(ManifestNode node, Problems problems) {
      String base64 = node.text();
      byte[] bytes = Base64Text.bytes(base64).orElse(null);
      if (bytes == null) {
        String fault = "is not base64; plain text belongs under stringData instead of data";
        return new Value(Optional.empty(), fault, problems.found());
      }
      Optional<String> text = Base64Text.utf8(bytes);
      String fault = text.isPresent() ? "" : "is not UTF-8 text once its base64 is decoded";
      return new Value(text, fault, problems.found());
    }

    Optional<String> require(String place) {
      if (!problems.isEmpty()) {
        throw new InvalidTriggerException(problems);
      }
      if (!fault.isEmpty()) {
        throw InvalidTriggerException.of(place, fault);
      }
      return text;
    }
  }

  Optional<KubernetesObject> find(ObjectReference reference) {
    return objects.computeIfAbsent(reference, lookup::find);
  }

  KubernetesObject require(ObjectReference reference, String purpose) {
    return find(reference)
        .orElseThrow(
            () ->
                InvalidTriggerException.of(reference + purpose, lookup.describeMissing(reference)));
  }

  /** Returns the text of a key, untrimmed, because KEDA's parser trims it. */
  String read(ObjectReference reference, String key, String purpose) {
    KubernetesObject object = require(reference, about(key, purpose));
    return value(object, reference, key, purpose)
        .orElseThrow(
            () ->
                InvalidTriggerException.of(
                    reference + about(key, purpose),
                    "key not found in " + object.place() + describeKeys(object)));
  }

  /** Returns the text of a key; empty if there is no such object, or no such key in it. */
  Optional<String> readIfPresent(ObjectReference reference, String key, String purpose) {
    return find(reference).flatMap(object -> value(object, reference, key, purpose));
  }

  /** Returns the keys of a Secret or ConfigMap. */
  static Set<String> keys(KubernetesObject object) {
    return allKeys(object).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Optional<String> value(
      KubernetesObject object, ObjectReference reference, String key, String purpose) {
    return values
        .computeIfAbsent(new Key(reference, key), wanted -> decode(object, wanted.key))
        .require(reference + about(key, purpose));
  }

  /** Decodes a value. {@code stringData} wins, as when Kubernetes stores the object. */
  private static Value decode(KubernetesObject object, String key) {
    Problems problems = new Problems();
    ManifestNode content = object.content(problems);
    Optional<ManifestNode> data = content.field("data").entry(key);
    if (!isSecret(object)) {
      return Value.plain(data, problems);
    }
    Optional<ManifestNode> written = content.field("stringData").entry(key);
    return written.isPresent() || data.isEmpty()
        ? Value.plain(written, problems)
        : Value.encoded(data.get(), problems);
  }

  private static Stream<String> allKeys(KubernetesObject object) {
    ManifestNode content = object.content(new Problems());
    Stream<String> data = content.field("data").names().stream();
    return isSecret(object)
        ? Stream.concat(data, content.field("stringData").names().stream()).distinct()
        : data;
  }

  private static boolean isSecret(KubernetesObject object) {
    return object.reference().kind().equals("Secret");
  }

  private static String about(String key, String purpose) {
    return ", key " + ManifestNode.quote(key) + purpose;
  }

  private static String describeKeys(KubernetesObject object) {
    List<String> keys = allKeys(object).limit(MAX_LISTED).sorted().toList();
    return keys.isEmpty()
        ? "; it has none"
        : keys.stream().map(ManifestNode::quote).collect(Collectors.joining(", ", "; it has ", ""));
  }
}
