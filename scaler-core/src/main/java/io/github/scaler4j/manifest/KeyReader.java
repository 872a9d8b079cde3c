package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds objects, and the texts in Secrets and ConfigMaps; what is missing is an error. */
record KeyReader(ObjectLookup lookup) {

  private static final int BASE64_GROUP = 4;

  KubernetesObject require(ObjectReference reference, String purpose) {
    return lookup
        .find(reference)
        .orElseThrow(
            () ->
                InvalidTriggerException.of(
                    reference + purpose,
                    "there is no such object"
                        + (lookup instanceof Manifests manifests
                            ? manifests.others(reference)
                            : "")));
  }

  /** The text under a key, with nothing trimmed: KEDA's parser does that. */
  String read(ObjectReference reference, String key, String purpose) {
    String place = reference + ", key " + Part.quote(key) + purpose;
    Problems problems = new Problems();
    KubernetesObject object = require(reference, ", key " + Part.quote(key) + purpose);
    Map<String, Entry> entries = entries(object, problems);
    Entry entry = entries.get(key);
    problems.throwIfAny();
    if (entry == null) {
      throw InvalidTriggerException.of(
          place,
          "there is no such key in "
              + object.place()
              + (entries.isEmpty() ? "; it holds none" : "; it holds " + quote(entries.keySet())));
    }
    String text = entry.value.text("");
    problems.throwIfAny();
    return entry.encoded ? decode(text, place) : text;
  }

  /** Every text of the object; what is none is left out, as it can't be a variable. */
  Map<String, String> readAll(ObjectReference reference, String purpose) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : entries(require(reference, purpose), new Problems()).keySet()) {
      try {
        texts.put(key, read(reference, key, purpose));
      } catch (InvalidTriggerException e) {
        texts.remove(key);
      }
    }
    return texts;
  }

  /** Keys and their values; {@code stringData} wins, as when Kubernetes stores the object. */
  private static Map<String, Entry> entries(KubernetesObject object, Problems problems) {
    boolean secret = object.reference().kind().equals("Secret");
    Part content = object.content(problems);
    Map<String, Entry> entries = new LinkedHashMap<>();
    content.field("data").fields().forEach((key, v) -> entries.put(key, new Entry(v, secret)));
    if (secret) {
      content
          .field("stringData")
          .fields()
          .forEach((key, value) -> entries.put(key, new Entry(value, false)));
    }
    return entries;
  }

  private static String decode(String base64, String place) {
    // Go's decoder passes over line breaks, which block scalars bring along, and wants the padding.
    String packed = base64.replace("\n", "").replace("\r", "");
    try {
      if (packed.length() % BASE64_GROUP != 0) {
        throw new IllegalArgumentException("padding is missing");
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Base64.getDecoder().decode(packed)))
          .toString();
    } catch (IllegalArgumentException e) {
      throw InvalidTriggerException.of(
          place, "is not base64; plain text belongs under stringData instead of data");
    } catch (CharacterCodingException e) {
      throw InvalidTriggerException.of(place, "is not UTF-8 text once its base64 is decoded");
    }
  }

  private static String quote(Collection<String> keys) {
    return new TreeSet<>(keys)
        .stream().limit(10).map(Part::quote).collect(Collectors.joining(", "));
  }

  private record Entry(Part value, boolean encoded) {}
}
