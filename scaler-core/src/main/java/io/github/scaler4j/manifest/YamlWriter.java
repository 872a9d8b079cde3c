package io.github.scaler4j.manifest;

import io.github.scaler4j.manifest.ManifestValue.Fields;
import io.github.scaler4j.manifest.ManifestValue.Items;
import io.github.scaler4j.manifest.ManifestValue.Scalar;
import io.github.scaler4j.manifest.ManifestValue.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes values as block YAML, which kubectl and this library read back as the same values. */
final class YamlWriter {

  /** Scalars that every YAML reader reads as strings. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]*");

  private static final Pattern WORD =
      Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|nan|inf|infinity");

  private YamlWriter() {}

  /** Writes a mapping as lines that end with a line break. */
  static String write(ManifestValue document) {
    return String.join("\n", lines(document)) + "\n";
  }

  /** Writes a string as a scalar, plain or in double quotes. */
  static String quote(String text) {
    if (PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  /** Returns a text for a comment, which a line break would end. */
  static String comment(String text) {
    return text.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
  }

  private static void append(StringBuilder quoted, int c) {
    if (c == '"' || c == '\\') {
      quoted.append('\\').appendCodePoint(c);
    } else if (c == '\n') {
      quoted.append("\\n");
    } else if (c >= ' ' && c < 0x7f) {
      quoted.appendCodePoint(c);
    } else {
      quoted.append(String.format(c > 0xffff ? "\\U%08X" : "\\u%04X", c));
    }
  }

  private static List<String> lines(ManifestValue value) {
    List<String> lines = new ArrayList<>();
    if (value instanceof Fields fields) {
      fields.entries().forEach((name, field) -> addField(lines, quote(name) + ":", field));
    } else if (value instanceof Items items) {
      items.items().forEach(item -> addItem(lines, item));
    }
    return lines;
  }

  private static void addField(List<String> lines, String key, ManifestValue field) {
    String inline = inline(field);
    lines.add(inline == null ? key : key + " " + inline);
    if (inline == null) {
      lines(field).forEach(line -> lines.add("  " + line));
    }
  }

  private static void addItem(List<String> lines, ManifestValue item) {
    String inline = inline(item);
    if (inline != null) {
      lines.add("- " + inline);
      return;
    }
    String mark = "- ";
    for (String line : lines(item)) {
      lines.add(mark + line);
      mark = "  ";
    }
  }

  /** Returns a value that fits on the line of its key, or null. */
  private static @Nullable String inline(ManifestValue value) {
    if (value instanceof Scalar scalar) {
      return scalar.type() == ScalarType.TEXT ? quote(scalar.text()) : scalar.text();
    }
    if (value instanceof Fields fields) {
      return fields.entries().isEmpty() ? "{}" : null;
    }
    if (value instanceof Items items) {
      return items.items().isEmpty() ? "[]" : null;
    }
    return "null";
  }
}
