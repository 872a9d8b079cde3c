package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the documents of a text, YAML or JSON. A broken document does not affect the others.
 *
 * <p>A text is split where kubectl splits it ({@code k8s.io/apimachinery/pkg/util/yaml}): at each
 * line that starts with {@code ---}.
 */
final class ManifestDocuments {

  /** The beginning of a placeholder in Helm and similar tools. */
  static final String TEMPLATE = "{{";

  static final String NOT_RENDERED =
      "contains a template ({{ ... }}) that is not rendered; check the output of"
          + " helm template instead";

  private static final String SEPARATOR = "---";
  private static final int MAX_DOCUMENTS = 10_000;

  private ManifestDocuments() {}

  /** Reads all documents except empty ones. Faults become problems. */
  static List<ManifestValue> read(String text, String source, Problems problems) {
    String manifest = ManifestText.bounded(text, source);
    List<ManifestValue> documents = new ArrayList<>();
    AliasBudget aliases = new AliasBudget();
    int count = 0;
    int lines = 0;
    int firstLine = 0;
    int start = 0;
    for (int at = 0; at < manifest.length(); ) {
      int next = manifest.indexOf('\n', at) + 1;
      int end = next == 0 ? manifest.length() : next;
      if (manifest.startsWith(SEPARATOR, at)) {
        if (++count > MAX_DOCUMENTS) {
          throw InvalidTriggerException.of(
              source, "contains more than " + MAX_DOCUMENTS + " documents; split it");
        }
        read(manifest.substring(start, at), source, firstLine, aliases, documents, problems);
        String rest = manifest.substring(at + SEPARATOR.length(), end).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
          problems.add(
              new SourceLine(source, lines + 1).toString(),
              "is not valid YAML: text after ---; put it on a line of its own");
        }
        start = end;
        firstLine = lines + 1;
      }
      lines++;
      at = end;
    }
    // Like kubectl: a text in a block ends with a line break, whether the file does or not.
    read(manifest.substring(start) + "\n", source, firstLine, aliases, documents, problems);
    return documents;
  }

  private static void read(
      String document,
      String source,
      int linesBefore,
      AliasBudget aliases,
      List<ManifestValue> documents,
      Problems problems) {
    try {
      for (ManifestValue value : parse(document, source, linesBefore, aliases)) {
        if (!(value instanceof ManifestValue.Nothing)) {
          documents.add(value);
        }
      }
    } catch (InvalidTriggerException e) {
      int template = document.indexOf(TEMPLATE);
      if (template < 0) {
        problems.addAll(e.problems());
        return;
      }
      long line =
          linesBefore + 1 + document.substring(0, template).chars().filter(c -> c == '\n').count();
      problems.add(new SourceLine(source, (int) line).toString(), NOT_RENDERED);
    }
  }

  private static List<ManifestValue> parse(
      String document, String source, int linesBefore, AliasBudget aliases) {
    if (document.isBlank()) {
      return List.of();
    }
    if (startsJson(document)) {
      try {
        return JsonText.read(document, linesBefore);
      } catch (IOException e) {
        // It is YAML in braces, or broken. The YAML reader decides, and reports the line.
        return List.of(YamlText.read(document, source, linesBefore, aliases));
      }
    }
    return List.of(YamlText.read(document, source, linesBefore, aliases));
  }

  private static boolean startsJson(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return text.charAt(i) == '{';
      }
    }
    return false;
  }
}
