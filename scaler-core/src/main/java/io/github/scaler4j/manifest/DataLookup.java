package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds objects, and the values in Secrets and ConfigMaps. Missing ones are errors. */
final class DataLookup {

  private final ObjectLookup lookup;

  DataLookup(ObjectLookup lookup) {
    this.lookup = lookup;
  }

  KubernetesObject require(ObjectReference reference, String purpose) {
    return lookup
        .find(reference)
        .orElseThrow(
            () ->
                InvalidTriggerException.of(reference + purpose, lookup.describeMissing(reference)));
  }

  /** Returns the text of a key, untrimmed, because KEDA's parser trims it. */
  String read(ObjectReference reference, String key, String purpose) {
    String place = reference + ", key " + ManifestNode.quote(key) + purpose;
    KubernetesObject object = require(reference, ", key " + ManifestNode.quote(key) + purpose);
    Problems problems = new Problems();
    Map<String, Entry> entries = entries(object, problems);
    Entry entry = entries.get(key);
    problems.throwIfAny();
    if (entry == null) {
      throw InvalidTriggerException.of(
          place,
          "key not found in "
              + object.place()
              + (entries.isEmpty() ? "; it has none" : "; it has " + quote(entries.keySet())));
    }
    String text = entry.node.text();
    problems.throwIfAny();
    return entry.encoded ? decode(text, place) : text;
  }

  /**
   * Returns all keys and text values of the object, without binary values, which can't be
   * variables.
   */
  Map<String, String> readAll(ObjectReference reference, String purpose) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> entry :
        entries(require(reference, purpose), new Problems()).entrySet()) {
      Entry found = entry.getValue();
      if (found.node.isScalar()) {
        String text = found.node.text();
        (found.encoded ? Base64Text.decode(text) : Optional.of(text))
            .ifPresent(decoded -> texts.put(entry.getKey(), decoded));
      }
    }
    return texts;
  }

  /**
   * Returns keys and their values. {@code stringData} wins, as when Kubernetes stores the object.
   */
  private static Map<String, Entry> entries(KubernetesObject object, Problems problems) {
    boolean secret = object.reference().kind().equals("Secret");
    ManifestNode content = object.content(problems);
    Map<String, Entry> entries = new LinkedHashMap<>();
    content
        .field("data")
        .fields()
        .forEach((key, node) -> entries.put(key, new Entry(node, secret)));
    if (secret) {
      content
          .field("stringData")
          .fields()
          .forEach((key, node) -> entries.put(key, new Entry(node, false)));
    }
    return entries;
  }

  private static String decode(String base64, String place) {
    byte[] bytes =
        Base64Text.bytes(base64)
            .orElseThrow(
                () ->
                    InvalidTriggerException.of(
                        place,
                        "is not base64; plain text belongs under stringData instead of data"));
    return Base64Text.utf8(bytes)
        .orElseThrow(
            () ->
                InvalidTriggerException.of(place, "is not UTF-8 text once its base64 is decoded"));
  }

  private static String quote(Collection<String> keys) {
    return new TreeSet<>(keys)
        .stream().limit(10).map(ManifestNode::quote).collect(Collectors.joining(", "));
  }

  private record Entry(ManifestNode node, boolean encoded) {}
}
