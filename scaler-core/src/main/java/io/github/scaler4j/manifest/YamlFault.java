package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Rewords SnakeYAML's messages, because they quote the text around a fault, which may be a Secret.
 */
final class YamlFault {

  /** A part of SnakeYAML's message, and the replacement. */
  private static final List<Entry<String, String>> WORDS =
      List.of(
          Map.entry(
              "undefined alias",
              "an alias (*name) without an anchor (&name) before it; quote a string that starts"
                  + " with *"),
          Map.entry(
              "that cannot start any token",
              "a character that can't start a value; quote the value, and indent with spaces"),
          Map.entry(
              "mapping values are not allowed",
              "a colon where none is allowed; check the indentation, or quote the value"),
          Map.entry("could not find expected ':'", "a key without its colon"),
          Map.entry("expected <block end>", "the indentation doesn't match the lines above"),
          Map.entry("<document start>", "a second document without --- before it"),
          Map.entry("unexpected end of stream", "a quote, a brace or a bracket is not closed"),
          Map.entry("expected ',' or", "a brace or a bracket is not closed, or a comma is missing"),
          Map.entry("escape", "an escape in double quotes that YAML doesn't know"),
          Map.entry("special characters", "a control character"),
          Map.entry("too many values", "too many values; split it"),
          Map.entry("a tag without a name", "a tag (!) without a name; quote the value"),
          Map.entry(
              "a colon before a bracket",
              "a colon before a bracket, a brace or a comma; put a space after it"),
          Map.entry("Global tag", "a tag (!...) that manifests don't use"),
          Map.entry("Nesting Depth", "nested too deeply"),
          Map.entry("aliases", "too many aliases"),
          Map.entry("document exceeds the limit", "the document is too long"));

  private YamlFault() {}

  static InvalidTriggerException describe(YAMLException fault, String source, int linesBefore) {
    String words = fault.getMessage() == null ? "" : fault.getMessage();
    Mark mark = null;
    if (fault instanceof MarkedYAMLException marked) {
      mark = marked.getProblemMark() == null ? marked.getContextMark() : marked.getProblemMark();
      words = marked.getProblem() == null ? "" : marked.getProblem();
    }
    String said = "";
    for (Entry<String, String> entry : WORDS) {
      if (words.contains(entry.getKey())) {
        said = ": " + entry.getValue();
        break;
      }
    }
    return InvalidTriggerException.of(
        mark == null ? source : new SourceLine(source, linesBefore + mark.getLine() + 1).toString(),
        "is not valid YAML" + said);
  }
}
