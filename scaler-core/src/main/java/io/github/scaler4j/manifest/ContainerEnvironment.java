package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The environment of a container, as far as its manifest tells.
 *
 * <p>Mirrors {@code resolveEnv} of {@code pkg/scaling/resolver/scale_resolvers.go}. A variable that
 * can't be told harms only those who ask for it, since no Datadog parameter takes one by {@code
 * FromEnv}.
 */
final class ContainerEnvironment {

  private final String place;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, InvalidTriggerException> unknown = new LinkedHashMap<>();
  private final Problems problems = new Problems();

  private ContainerEnvironment(String place) {
    this.place = place;
  }

  static ContainerEnvironment of(Map<String, String> values) {
    ContainerEnvironment environment = new ContainerEnvironment("environment");
    environment.values.putAll(values);
    return environment;
  }

  /** Reads the container of the name, or the first one if the name is empty. */
  static ContainerEnvironment read(KubernetesObject target, String container, KeyReader keys) {
    String place = target.reference() + (container.isEmpty() ? "" : ", container " + container);
    ContainerEnvironment environment = new ContainerEnvironment(place);
    Part containers =
        target
            .content(environment.problems)
            .field("spec")
            .field("template")
            .field("spec")
            .field("containers");
    for (Part part : containers.items()) {
      if (container.isEmpty() || part.field("name").text("").equals(container)) {
        String namespace = target.reference().namespace();
        part.field("envFrom").items().forEach(from -> environment.addAll(from, namespace, keys));
        part.field("env").items().forEach(one -> environment.add(one, namespace, keys));
        return environment;
      }
    }
    environment.problems.add(place, "there is no such container");
    return environment;
  }

  private void addAll(Part from, String namespace, KeyReader keys) {
    String prefix = from.field("prefix").text("");
    Part configMap = from.field("configMapRef");
    Part secret = from.field("secretRef");
    Part source = configMap.present() ? configMap : secret;
    String name = source.field("name").text("");
    ObjectReference reference =
        configMap.present()
            ? ObjectReference.configMap(namespace, name)
            : ObjectReference.secret(namespace, name);
    try {
      if (source.present()) {
        keys.readAll(reference, " (for envFrom of " + place + ")")
            .forEach((key, value) -> values.put(prefix + key, value));
      }
    } catch (InvalidTriggerException e) {
      if (!source.field("optional").flag()) {
        problems.addAll(e.problems());
      }
    }
  }

  private void add(Part variable, String namespace, KeyReader keys) {
    String name = variable.field("name").requiredText();
    Part from = variable.field("valueFrom");
    String literal = variable.field("value").text("");
    unknown.remove(name);
    if (!literal.isEmpty() || !from.present()) {
      values.put(name, VariableExpansion.expand(literal, values));
      return;
    }
    Part configMap = from.field("configMapKeyRef");
    Part ref = configMap.present() ? configMap : from.field("secretKeyRef");
    String objectName = ref.field("name").text("");
    ObjectReference reference =
        configMap.present()
            ? ObjectReference.configMap(namespace, objectName)
            : ObjectReference.secret(namespace, objectName);
    values.remove(name);
    String purpose = " (for variable " + Part.quote(name) + " of " + place + ")";
    try {
      if (!ref.present()) {
        throw InvalidTriggerException.of(
            place + ", variable " + Part.quote(name),
            "is known only inside the pod; secretKeyRef, configMapKeyRef and value can be read");
      }
      values.put(name, keys.read(reference, ref.field("key").text(""), purpose));
    } catch (InvalidTriggerException e) {
      if (!ref.field("optional").flag()) {
        unknown.put(name, e);
      }
    }
  }

  /** What could be told. */
  Map<String, String> values() {
    return values;
  }

  String require(String name, String purpose) {
    String value = values.get(name);
    if (value != null) {
      return value;
    }
    Problems faults = new Problems();
    InvalidTriggerException reason = unknown.get(name);
    faults.add(
        place + ", variable " + Part.quote(name) + purpose,
        reason == null ? "is not set" + others() : "can't be told");
    if (reason != null) {
      faults.addAll(reason.problems());
    }
    faults.addAll(problems.found());
    throw new InvalidTriggerException(faults.found());
  }

  private String others() {
    return values.isEmpty()
        ? "; no variable is"
        : new TreeSet<>(values.keySet())
            .stream()
                .limit(10)
                .map(Part::quote)
                .collect(Collectors.joining(", ", "; set are ", ""));
  }
}
