package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.manifest.ManifestValue.Scalar;
import io.github.scaler4j.manifest.ManifestValue.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;

/**
 * Reads one YAML document as kubectl does ({@code sigs.k8s.io/yaml}), or refuses it.
 *
 * <p>Works on the composed nodes and constructs no objects, so a tag can't name a Java class, and a
 * scalar keeps its text. Depth and the size after the expansion of aliases are limited.
 *
 * <p>Confined to one call.
 */
final class YamlText {

  static final int MAX_DEPTH = 60;

  static final int MAX_VALUES = 1_000_000;

  private final String source;
  private final int linesBefore;
  private final int length;
  private final AliasBudget aliases;
  private int values;
  private long chars;

  private YamlText(String source, int linesBefore, int length, AliasBudget aliases) {
    this.source = source;
    this.linesBefore = linesBefore;
    this.length = length;
    this.aliases = aliases;
  }

  /**
   * Reads a document.
   *
   * @param text one document, without the {@code ---} around it
   * @param linesBefore how many lines of the source precede the text
   * @param aliases what the aliases of all the source's documents may expand to
   */
  static ManifestValue read(String text, String source, int linesBefore, AliasBudget aliases) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(Integer.MAX_VALUE);
    limits.setNestingDepthLimit(MAX_DEPTH);
    limits.setMaxAliasesForCollections(Integer.MAX_VALUE);
    YamlText yaml = new YamlText(source, linesBefore, text.length(), aliases);
    try {
      Composer composer =
          new Composer(new ParserImpl(new LibyamlScanner(text, limits)), new GoYamlTags(), limits);
      if (!composer.checkNode()) {
        return new ManifestValue.Nothing(linesBefore + 1);
      }
      Node root = composer.getNode();
      ManifestValue document = yaml.value(root, yaml.line(root), 0);
      if (composer.checkNode()) {
        throw yaml.refused(
            composer.getNode(), "a second document without --- before it, which kubectl ignores");
      }
      return document;
    } catch (YAMLException e) {
      throw YamlFault.describe(e, source, linesBefore);
    }
  }

  /** Converts a node. Its line is that of the key, since the value may begin below it. */
  private ManifestValue value(Node node, int line, int depth) {
    // Aliases are expanded here. A few of them can mean billions of values, or refer to themselves.
    if (depth > MAX_DEPTH) {
      throw refused(node, "nested too deeply");
    }
    countValue(node);
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar, line);
    }
    if (node instanceof SequenceNode sequence) {
      requireTag(sequence, Tag.SEQ);
      List<ManifestValue> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(value(item, line(item), depth + 1));
      }
      return new ManifestValue.Items(items, line);
    }
    if (node instanceof MappingNode mapping) {
      requireTag(mapping, Tag.MAP);
      return new ManifestValue.Fields(fields(mapping, depth), line);
    }
    throw refused(node, "an alias without its anchor");
  }

  private ManifestValue scalar(ScalarNode node, int line) {
    String text = node.getValue();
    countChars(node, text);
    Tag tag = node.getTag();
    if (tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP) || tag.equals(Tag.MERGE)) {
      return new Scalar(text, ScalarType.TEXT, line);
    }
    if (tag.equals(Tag.NULL) && GoYamlTags.isNull(text)) {
      return new ManifestValue.Nothing(line);
    }
    if (tag.equals(Tag.BOOL) && GoBoolean.of(text).isPresent()) {
      return new Scalar(text, ScalarType.BOOLEAN, line);
    }
    if (GoNumber.matches(text)
        && (tag.equals(Tag.FLOAT) || (tag.equals(Tag.INT) && GoNumber.integer(text).isPresent()))) {
      return new Scalar(text, ScalarType.NUMBER, line);
    }
    if (tag.equals(Tag.BINARY)) {
      String decoded = Base64Text.decode(text).orElse(null);
      if (decoded != null) {
        return new Scalar(decoded, ScalarType.TEXT, line);
      }
      throw refused(node, "!!binary that is not UTF-8 text once its base64 is decoded");
    }
    if (GoYamlTags.isNotFinite(text)) {
      throw refused(node, "not a finite number; put it in quotes");
    }
    throw refused(
        node, "a tag (!...) that doesn't match the value; quote a string that starts with !");
  }

  /** Returns the fields in the order of the text; as in Go, a merge key replaces earlier fields. */
  private Map<String, ManifestValue> fields(MappingNode mapping, int depth) {
    Map<String, ManifestValue> fields = new LinkedHashMap<>();
    Set<String> own = new LinkedHashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      if (key.getTag().equals(Tag.MERGE)) {
        merge(tuple.getValueNode(), depth, fields);
      } else {
        String name = key(key);
        if (!own.add(name)) {
          throw refused(key, "the key " + ManifestNode.quote(name) + " occurs twice");
        }
        fields.put(name, value(tuple.getValueNode(), line(key), depth + 1));
      }
    }
    return fields;
  }

  /** Returns a key as kubectl writes it into JSON: {@code 0x10} is "16" and {@code y} is "true". */
  private String key(Node node) {
    if (node instanceof ScalarNode scalar && scalar(scalar, line(node)) instanceof Scalar key) {
      return switch (key.type()) {
        case TEXT -> key.text();
        case BOOLEAN -> GoBoolean.of(key.text()).orElseThrow().toString();
        case NUMBER ->
            GoNumber.integer(key.text())
                .orElseThrow(() -> refused(node, "a fraction as key; put it in quotes"))
                .toString();
      };
    }
    throw refused(node, "a key that is not a string");
  }

  private void merge(Node from, int depth, Map<String, ManifestValue> fields) {
    ManifestValue value = value(from, line(from), depth + 1);
    List<ManifestValue> sources =
        value instanceof ManifestValue.Items items ? items.items() : List.of(value);
    // If there are several mappings, the first one wins.
    for (int i = sources.size() - 1; i >= 0; i--) {
      if (!(sources.get(i) instanceof ManifestValue.Fields merged)) {
        throw refused(from, "the merge key << takes a mapping, or a sequence of mappings");
      }
      merged.entries().forEach((name, merge) -> fields.put(name, merge));
    }
  }

  private void countValue(Node node) {
    if (++values > MAX_VALUES || (values > length && !aliases.takeValue())) {
      throw refused(node, "too many values, or aliases that expand to too many");
    }
  }

  /**
   * Counts a scalar's text each time that an alias repeats it, because numbers, base64 and keys are
   * read each time, too.
   */
  private void countChars(Node node, String text) {
    chars += text.length();
    if (chars > length && !aliases.takeChars(text.length())) {
      throw refused(node, "aliases that expand to too many characters");
    }
  }

  private void requireTag(Node node, Tag accepted) {
    if (!accepted.equals(node.getTag())) {
      throw refused(node, "a tag (!...) that manifests don't use");
    }
  }

  private InvalidTriggerException refused(Node node, String message) {
    return InvalidTriggerException.of(new SourceLine(source, line(node)).toString(), message);
  }

  private int line(Node node) {
    return linesBefore + (node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1);
  }
}
