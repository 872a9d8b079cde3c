package io.github.scaler4j.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of an object, present or not, and its path; reads fields and notes what doesn't fit.
 *
 * <p>After a problem the reading goes on with a stand-in, so that all problems are found at once.
 */
final class Part {

  /** What may be quoted in a message: names and numbers, nothing that looks like a text. */
  private static final Pattern QUOTABLE = Pattern.compile("[A-Za-z0-9._/-]{1,63}");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,9})");

  private final String object;
  private final String source;
  private final String path;
  private final int line;
  private final @Nullable ManifestValue value;
  private final Problems problems;

  private Part(
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

  static Part root(String object, String source, ManifestValue value, Problems problems) {
    return new Part(object, source, "", value.line(), value, problems);
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

  @Nullable ManifestValue value() {
    return value;
  }

  Part field(String name) {
    return child(path.isEmpty() ? name : path + "." + name, entries().get(name));
  }

  List<Part> items() {
    if (value instanceof ManifestValue.Items list) {
      List<Part> parts = new ArrayList<>();
      for (ManifestValue item : list.items()) {
        parts.add(child(path + "[" + parts.size() + "]", item));
      }
      return parts;
    }
    if (present()) {
      problem("is not a list");
    }
    return List.of();
  }

  /** The raw text, or the fallback if there is none. */
  String text(String fallback) {
    if (value instanceof ManifestValue.Text scalar) {
      return scalar.text();
    }
    if (present()) {
      problem("is not a text");
    }
    return fallback;
  }

  String requiredText() {
    String text = text("");
    if (text.isEmpty() && (!present() || value instanceof ManifestValue.Text)) {
      problem("is missing");
    }
    return text;
  }

  /** A number of replicas, seconds or failures; Kubernetes keeps them in 32 bits. */
  int count(int fallback) {
    String text = text("");
    if (text.isEmpty()) {
      return fallback;
    }
    long number = WHOLE_NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
    if (number < 0 || number > Integer.MAX_VALUE) {
      problem(quote(text) + " is not a whole number of 0 or more");
      return fallback;
    }
    return (int) number;
  }

  /** A truth value as YAML 1.1 writes it, which is what kubectl reads. */
  boolean flag() {
    String text = text("false");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> {
        problem(quote(text) + " is neither true nor false");
        yield false;
      }
    };
  }

  /** All fields by name. */
  Map<String, Part> fields() {
    Map<String, Part> fields = new LinkedHashMap<>();
    for (String name : entries().keySet()) {
      fields.put(name, field(name));
    }
    return fields;
  }

  /** Names and texts; a null is an empty text, as in Go. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    fields().forEach((name, part) -> texts.put(name, part.text("")));
    return texts;
  }

  void problem(String message) {
    problems.add(
        object
            + (path.isEmpty() ? "" : ", " + path)
            + " ("
            + ManifestText.place(source, line)
            + ")",
        message);
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

  private Part child(String childPath, @Nullable ManifestValue child) {
    return new Part(object, source, childPath, line, child, problems);
  }
}
