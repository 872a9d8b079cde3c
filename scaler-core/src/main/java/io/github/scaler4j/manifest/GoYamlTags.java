package io.github.scaler4j.manifest;

import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Resolves the type of a scalar without tag and quotes, like kubectl's YAML reader.
 *
 * <p>Mirrors {@code goyaml.v2/resolve.go} of {@code sigs.k8s.io/yaml}. It differs from SnakeYAML's
 * own rules for {@code y}, {@code n}, {@code 1:30}, {@code 0o17}, {@code 1e3} and others.
 */
final class GoYamlTags extends Resolver {

  @Override
  protected void addImplicitResolvers() {
    // No patterns, because resolve() handles all types.
  }

  @Override
  public Tag resolve(NodeId kind, String value, boolean plain) {
    if (kind == NodeId.mapping) {
      return Tag.MAP;
    }
    if (kind == NodeId.sequence) {
      return Tag.SEQ;
    }
    if (!plain) {
      return Tag.STR;
    }
    if (isNull(value)) {
      return Tag.NULL;
    }
    if (value.equals("<<")) {
      return Tag.MERGE;
    }
    if (GoBoolean.of(value).isPresent()) {
      return Tag.BOOL;
    }
    return GoNumber.matches(value) || isNotFinite(value) ? Tag.FLOAT : Tag.STR;
  }

  static boolean isNull(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> true;
      default -> false;
    };
  }

  /** Returns whether a scalar means infinity or NaN, for which JSON has no literal. */
  static boolean isNotFinite(String text) {
    return switch (text) {
      case ".nan", ".NaN", ".NAN" -> true;
      case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF" -> true;
      default -> false;
    };
  }
}
