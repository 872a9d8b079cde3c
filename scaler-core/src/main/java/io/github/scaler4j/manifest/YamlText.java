package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads the documents of a YAML text.
 *
 * <p>Works on the composed nodes and constructs no object, so a tag can't name a Java class and a
 * scalar keeps its text. Depth, aliases and the size after their expansion are bounded.
 */
final class YamlText {

  private static final int MAX_DEPTH = 60;
  private static final int MAX_ALIASES = 200;
  private static final int MAX_VALUES = 1_000_000;

  private final String source;
  private int values;

  private YamlText(String source) {
    this.source = source;
  }

  /** Reads all documents; empty ones are left out. */
  static List<ManifestValue> read(String text, String source) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(ManifestText.MAX_CHARS);
    limits.setNestingDepthLimit(MAX_DEPTH);
    limits.setMaxAliasesForCollections(MAX_ALIASES);
    YamlText yaml = new YamlText(source);
    List<ManifestValue> documents = new ArrayList<>();
    try {
      for (Node node : new Yaml(new SafeConstructor(limits)).composeAll(new StringReader(text))) {
        ManifestValue document = yaml.value(node, 0);
        if (!(document instanceof ManifestValue.Nothing)) {
          documents.add(document);
        }
      }
    } catch (YAMLException e) {
      throw YamlFault.describe(e, source);
    }
    return documents;
  }

  private ManifestValue value(Node node, int depth) {
    // Aliases are expanded here: few of them can stand for billions of values, or for themselves.
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      throw refused(node, "nested too deeply, or aliases that expand to too much");
    }
    int line = line(node);
    if (node instanceof ScalarNode scalar) {
      requireTag(scalar, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP, Tag.NULL, Tag.MERGE);
      return scalar.getTag().equals(Tag.NULL)
          ? new ManifestValue.Nothing(line)
          : new ManifestValue.Text(scalar.getValue(), line);
    }
    if (node instanceof SequenceNode sequence) {
      requireTag(sequence, Tag.SEQ);
      List<ManifestValue> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(value(item, depth + 1));
      }
      return new ManifestValue.Items(items, line);
    }
    if (node instanceof MappingNode mapping) {
      requireTag(mapping, Tag.MAP);
      return new ManifestValue.Fields(fields(mapping, depth), line);
    }
    throw refused(node, "an alias without its anchor");
  }

  private Map<String, ManifestValue> fields(MappingNode mapping, int depth) {
    Map<String, ManifestValue> fields = new LinkedHashMap<>();
    Map<String, ManifestValue> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      if (!(key instanceof ScalarNode scalar) || key.getTag().equals(Tag.NULL)) {
        throw refused(key, "a key that is no text");
      }
      if (key.getTag().equals(Tag.MERGE)) {
        merge(tuple.getValueNode(), depth, merged);
      } else if (fields.put(scalar.getValue(), value(tuple.getValueNode(), depth + 1)) != null) {
        throw refused(key, "the key " + Part.quote(scalar.getValue()) + " stands there twice");
      }
    }
    // A key of the mapping itself wins over a merged one, the first merged one over later ones.
    merged.forEach(fields::putIfAbsent);
    return fields;
  }

  private void merge(Node from, int depth, Map<String, ManifestValue> merged) {
    ManifestValue value = value(from, depth + 1);
    List<ManifestValue> sources =
        value instanceof ManifestValue.Items items ? items.items() : List.of(value);
    for (ManifestValue source : sources) {
      if (!(source instanceof ManifestValue.Fields fields)) {
        throw refused(from, "the merge key << takes a mapping, or a sequence of mappings");
      }
      fields.entries().forEach(merged::putIfAbsent);
    }
  }

  private void requireTag(Node node, Tag... accepted) {
    for (Tag tag : accepted) {
      if (tag.equals(node.getTag())) {
        return;
      }
    }
    throw refused(node, "a tag (!...) that manifests don't use; quote a text that starts with !");
  }

  private InvalidTriggerException refused(Node node, String message) {
    return InvalidTriggerException.of(ManifestText.place(source, line(node)), message);
  }

  private static int line(Node node) {
    return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
  }
}
