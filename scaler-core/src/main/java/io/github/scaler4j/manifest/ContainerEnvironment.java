package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The environment of a scale target's container, as far as its manifest defines it.
 *
 * <p>Mirrors {@code resolveEnv} of {@code pkg/scaling/resolver/scale_resolvers.go}. An unknown
 * variable is an error only if it is used.
 *
 * <p>Confined to one call.
 */
final class ContainerEnvironment {

  /** Limits expanded references in a container, each of which can double the text before it. */
  private static final int MAX_EXPANDED_CHARS = 1024 * 1024;

  private final String place;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, InvalidTriggerException> unknown = new LinkedHashMap<>();
  private final Problems problems = new Problems();
  private int charsToExpand = MAX_EXPANDED_CHARS;

  private ContainerEnvironment(String place) {
    this.place = place;
  }

  static ContainerEnvironment of(Map<String, String> values) {
    ContainerEnvironment environment = new ContainerEnvironment("environment");
    environment.values.putAll(values);
    return environment;
  }

  /** Reads the container with a name, or the first one if the name is empty. */
  static ContainerEnvironment read(KubernetesObject target, String container, DataLookup data) {
    String place =
        target.reference()
            + (container.isEmpty() ? "" : ", container " + ManifestNode.quote(container));
    ContainerEnvironment environment = new ContainerEnvironment(place);
    ManifestNode containers =
        target
            .content(environment.problems)
            .field("spec")
            .field("template")
            .field("spec")
            .field("containers");
    for (ManifestNode node : containers.items()) {
      if (container.isEmpty() || node.field("name").text().equals(container)) {
        String namespace = target.reference().namespace();
        node.field("envFrom").items().forEach(from -> environment.addAll(from, namespace, data));
        node.field("env").items().forEach(one -> environment.add(one, namespace, data));
        return environment;
      }
    }
    environment.problems.add(place, "container not found");
    return environment;
  }

  private void addAll(ManifestNode from, String namespace, DataLookup data) {
    String prefix = from.field("prefix").text();
    ManifestNode configMap = from.field("configMapRef");
    ManifestNode secret = from.field("secretRef");
    ManifestNode source = configMap.present() ? configMap : secret;
    String name = source.field("name").text();
    ObjectReference reference =
        configMap.present()
            ? ObjectReference.configMap(namespace, name)
            : ObjectReference.secret(namespace, name);
    try {
      if (source.present()) {
        data.readAll(reference, " (for envFrom of " + place + ")")
            .forEach((key, value) -> values.put(prefix + key, value));
      }
    } catch (InvalidTriggerException e) {
      if (!source.field("optional").flag()) {
        problems.addAll(e.problems());
      }
    }
  }

  private void add(ManifestNode variable, String namespace, DataLookup data) {
    String name = variable.field("name").requiredText();
    ManifestNode from = variable.field("valueFrom");
    String literal = variable.field("value").text();
    values.remove(name);
    unknown.remove(name);
    try {
      if (!literal.isEmpty() || !from.present()) {
        values.put(name, expand(name, literal));
        return;
      }
    } catch (InvalidTriggerException e) {
      unknown.put(name, e);
      return;
    }
    ManifestNode configMap = from.field("configMapKeyRef");
    ManifestNode ref = configMap.present() ? configMap : from.field("secretKeyRef");
    String objectName = ref.field("name").text();
    ObjectReference reference =
        configMap.present()
            ? ObjectReference.configMap(namespace, objectName)
            : ObjectReference.secret(namespace, objectName);
    String purpose = " (for variable " + ManifestNode.quote(name) + " of " + place + ")";
    try {
      if (!ref.present()) {
        throw InvalidTriggerException.of(
            place + ", variable " + ManifestNode.quote(name),
            "is known only inside the pod; secretKeyRef, configMapKeyRef and value can be read");
      }
      values.put(name, data.read(reference, ref.field("key").text(), purpose));
    } catch (InvalidTriggerException e) {
      if (!ref.field("optional").flag()) {
        unknown.put(name, e);
      }
    }
  }

  String require(String name, String purpose) {
    String value = values.get(name);
    if (value != null) {
      return value;
    }
    Problems faults = new Problems();
    InvalidTriggerException reason = unknown.get(name);
    faults.add(
        place + ", variable " + ManifestNode.quote(name) + purpose,
        reason == null ? "is not set" + describeOthers() : "can't be determined");
    if (reason != null) {
      faults.addAll(reason.problems());
    }
    faults.addAll(problems.found());
    throw new InvalidTriggerException(faults.found());
  }

  /**
   * Expands {@code $(NAME)} as Kubernetes does ({@code third_party/forked/golang/expansion}): an
   * unknown name stays unchanged, {@code $$} is one dollar sign, and so is a single dollar sign.
   */
  private String expand(String variable, String text) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    StringBuilder expanded = new StringBuilder();
    try {
      expand(variable, text, expanded);
    } finally {
      charsToExpand -= expanded.length();
    }
    return expanded.toString();
  }

  private void expand(String variable, String text, StringBuilder expanded) {
    int at = 0;
    int closing = text.indexOf(')');
    while (at < text.length()) {
      // Searched on only from behind the last one, so a long text is searched once.
      if (closing >= 0 && closing < at) {
        closing = text.indexOf(')', at);
      }
      int end = text.startsWith("$(", at) ? closing : -1;
      if (text.startsWith("$$", at)) {
        expanded.append('$');
        at += 2;
      } else if (end > 0) {
        String reference = text.substring(at, end + 1);
        expanded.append(values.getOrDefault(text.substring(at + 2, end), reference));
        at = end + 1;
      } else {
        expanded.append(text.charAt(at));
        at++;
      }
      if (expanded.length() > charsToExpand) {
        throw InvalidTriggerException.of(
            place + ", variable " + ManifestNode.quote(variable),
            "is too long once $(NAME) is expanded; the variables of a container may expand to "
                + MAX_EXPANDED_CHARS
                + " characters");
      }
    }
  }

  private String describeOthers() {
    return values.isEmpty()
        ? "; the container sets no variables"
        : new TreeSet<>(values.keySet())
            .stream()
                .limit(10)
                .map(ManifestNode::quote)
                .collect(Collectors.joining(", ", "; these are: ", ""));
  }
}
