package io.github.scaler4j.manifest;

import io.github.scaler4j.manifest.ManifestValue.Scalar;
import io.github.scaler4j.manifest.ManifestValue.ScalarType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A node of an object with its path, present or not. Reads fields, and collects problems.
 *
 * <p>After a problem, reading continues with a substitute, so that all problems are found at once.
 */
final class ManifestNode {

  /** Texts that a message may quote: names and numbers, but no free text. */
  private static final Pattern QUOTABLE = Pattern.compile("[A-Za-z0-9._/-]{1,63}");

  private static final BigInteger MAX_COUNT = BigInteger.valueOf(Integer.MAX_VALUE);

  private final String object;
  private final String source;
  private final String path;
  private final int line;
  private final @Nullable ManifestValue value;
  private final Problems problems;

  private ManifestNode(
      String object,
      String source,
      String path,
      int line,
      @Nullable ManifestValue value,
      Problems problems) {
    this.object = object;
    this.source = source;
    this.path = path;
    this.line = value == null ? line : value.line();
    this.value = value instanceof ManifestValue.Nothing ? null : value;
    this.problems = problems;
  }

  static ManifestNode root(String object, String source, ManifestValue value, Problems problems) {
    return new ManifestNode(object, source, "", value.line(), value, problems);
  }

  static String quote(String text) {
    return QUOTABLE.matcher(text).matches() ? text : "(not shown)";
  }

  boolean present() {
    return value != null;
  }

  boolean isList() {
    return value instanceof ManifestValue.Items;
  }

  boolean isScalar() {
    return value instanceof Scalar;
  }

  boolean isMapping() {
    return value instanceof ManifestValue.Fields;
  }

  ManifestNode field(String name) {
    return child(path.isEmpty() ? name : path + "." + name, entries().get(name));
  }

  /** Returns a field, even if it is null; empty if there is none of this name. */
  Optional<ManifestNode> entry(String name) {
    return entries().containsKey(name) ? Optional.of(field(name)) : Optional.empty();
  }

  /** Returns the names of all fields. */
  Set<String> names() {
    return entries().keySet();
  }

  List<ManifestNode> items() {
    if (value instanceof ManifestValue.Items list) {
      List<ManifestNode> nodes = new ArrayList<>();
      for (ManifestValue item : list.items()) {
        nodes.add(child(path + "[" + nodes.size() + "]", item));
      }
      return nodes;
    }
    if (present()) {
      problem("is not a list");
    }
    return List.of();
  }

  /** Returns the text, or an empty one. A number or boolean counts as its raw text. */
  String text() {
    if (value instanceof Scalar scalar) {
      if (scalar.type() != ScalarType.TEXT) {
        warn(
            "is a "
                + scalar.type().name().toLowerCase(Locale.ROOT)
                + ", which Kubernetes refuses here; put it in quotes");
      }
      return scalar.text();
    }
    if (present()) {
      problem("is not a string");
    }
    return "";
  }

  /** Returns the raw text of a scalar of any type, or an empty one. */
  String rawText() {
    return value instanceof Scalar scalar ? scalar.text() : "";
  }

  String textOr(String fallback) {
    String text = text();
    return text.isEmpty() ? fallback : text;
  }

  String requiredText() {
    String text = text();
    if (text.isEmpty() && (!present() || value instanceof Scalar)) {
      problem("is missing");
    }
    return text;
  }

  /** Returns a number of replicas, seconds or failures, which Kubernetes keeps in 32 bits. */
  OptionalInt count(int least) {
    if (!present()) {
      return OptionalInt.empty();
    }
    if (!(value instanceof Scalar scalar)) {
      problem("is not a whole number");
      return OptionalInt.empty();
    }
    BigInteger number = GoNumber.whole(scalar.text()).orElse(null);
    if (number == null
        || number.compareTo(BigInteger.valueOf(least)) < 0
        || number.compareTo(MAX_COUNT) > 0) {
      problem(quote(scalar.text()) + " is not a whole number of " + least + " or more");
      return OptionalInt.empty();
    }
    if (scalar.type() != ScalarType.NUMBER) {
      warn("is a string, which Kubernetes refuses here; write it without quotes");
    }
    return OptionalInt.of(number.intValue());
  }

  int countOr(int least, int fallback) {
    return count(least).orElse(fallback);
  }

  /** Returns a count without a default; after a problem, the least one. */
  int requiredCount(int least) {
    if (!present()) {
      problem("is missing");
    }
    return countOr(least, least);
  }

  /** Returns true or false, as kubectl reads YAML's words for them; false if it is missing. */
  boolean flag() {
    if (!present()) {
      return false;
    }
    if (!(value instanceof Scalar scalar)) {
      problem("is neither true nor false");
      return false;
    }
    Boolean truth = GoBoolean.of(scalar.text()).orElse(null);
    if (truth == null) {
      problem(quote(scalar.text()) + " is neither true nor false");
      return false;
    }
    if (scalar.type() != ScalarType.BOOLEAN) {
      warn("is a string, which Kubernetes refuses here; write it without quotes");
    }
    return truth;
  }

  /** Returns all fields by name. */
  Map<String, ManifestNode> fields() {
    Map<String, ManifestNode> fields = new LinkedHashMap<>();
    for (String name : names()) {
      fields.put(name, field(name));
    }
    return fields;
  }

  /** Returns names and string values; a null is an empty string, as in Go. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    fields().forEach((name, node) -> texts.put(name, node.text()));
    return texts;
  }

  void problem(String message) {
    problems.add(place(), message);
  }

  void warn(String message) {
    problems.warn(place(), message);
  }

  private String place() {
    return object + (path.isEmpty() ? "" : ", " + path) + " (" + new SourceLine(source, line) + ")";
  }

  private Map<String, ManifestValue> entries() {
    if (value instanceof ManifestValue.Fields fields) {
      return fields.entries();
    }
    if (present()) {
      problem("is not a mapping");
    }
    return Map.of();
  }

  private ManifestNode child(String childPath, @Nullable ManifestValue child) {
    return new ManifestNode(object, source, childPath, line, child, problems);
  }
}
