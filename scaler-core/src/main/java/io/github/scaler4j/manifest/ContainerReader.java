package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;

/**
 * Reads {@code envFrom} and {@code env} of a scale target's container.
 *
 * <p>Confined to one call.
 */
final class ContainerReader {

  /** Limits the variables of all envFrom sources, each of which may repeat a large object. */
  private static final int MAX_FROM_SOURCES = 200_000;

  private final String place;
  private final String namespace;
  private final DataLookup data;
  private final ContainerEnvironment environment;
  private int fromSources = MAX_FROM_SOURCES;

  private ContainerReader(
      String place, String namespace, DataLookup data, ContainerEnvironment environment) {
    this.place = place;
    this.namespace = namespace;
    this.data = data;
    this.environment = environment;
  }

  /** The reference to a ConfigMap or Secret, or to a key of it. */
  private record Source(ManifestNode node, ObjectReference object) {

    private static Source of(ManifestNode configMap, ManifestNode secret, String namespace) {
      ManifestNode node = configMap.present() ? configMap : secret;
      String name = node.field("name").text();
      return new Source(
          node,
          configMap.present()
              ? ObjectReference.configMap(namespace, name)
              : ObjectReference.secret(namespace, name));
    }

    private boolean optional() {
      return node.field("optional").flag();
    }
  }

  /** Reads the container with a name, or the first one if the name is empty. */
  static ContainerEnvironment read(KubernetesObject target, String container, DataLookup data) {
    String place =
        target.reference()
            + (container.isEmpty() ? "" : ", container " + ManifestNode.quote(container));
    Problems problems = new Problems();
    ContainerEnvironment environment = new ContainerEnvironment(place, problems);
    ManifestNode containers =
        target.content(problems).field("spec").field("template").field("spec").field("containers");
    for (ManifestNode node : containers.items()) {
      if (container.isEmpty() || node.field("name").text().equals(container)) {
        ContainerReader reader =
            new ContainerReader(place, target.reference().namespace(), data, environment);
        node.field("envFrom").items().forEach(reader::addAll);
        node.field("env").items().forEach(reader::add);
        return environment;
      }
    }
    problems.add(place, "container not found");
    return environment;
  }

  /** Adds the variables of a source. Only its absence is optional, not a fault in it. */
  private void addAll(ManifestNode from) {
    Source source = Source.of(from.field("configMapRef"), from.field("secretRef"), namespace);
    if (!source.node.present() || fromSources < 0) {
      return;
    }
    String prefix = from.field("prefix").text();
    String purpose = " (for envFrom of " + place + ")";
    try {
      if (data.find(source.object).isEmpty() && source.optional()) {
        return;
      }
      for (String key : DataLookup.keys(data.require(source.object, purpose))) {
        if (!take(1)) {
          return;
        }
        addKey(source, key, prefix + key, purpose);
      }
    } catch (InvalidTriggerException e) {
      if (take(environment.size())) {
        environment.missSource(prefix, e);
      }
    }
  }

  /** Counts variables that a source adds or may replace; false if they are too many. */
  private boolean take(int count) {
    fromSources -= count;
    if (fromSources >= 0) {
      return true;
    }
    environment.missSource(
        "",
        InvalidTriggerException.of(
            place, "takes too many variables from envFrom; the limit is " + MAX_FROM_SOURCES));
    return false;
  }

  /**
   * Adds a variable of {@code env}. An optional one that is absent keeps the value that it may have
   * from {@code envFrom}, as in the kubelet.
   */
  private void add(ManifestNode variable) {
    String name = variable.field("name").requiredText();
    ManifestNode value = variable.field("value");
    ManifestNode from = variable.field("valueFrom");
    String literal = value.text();
    if (value.present() && !value.isScalar()) {
      environment.forget(
          name, InvalidTriggerException.of(environment.place(name), "its value is not a string"));
      return;
    }
    if (!literal.isEmpty() || !from.present()) {
      environment.expand(name, literal);
      return;
    }
    Source source = Source.of(from.field("configMapKeyRef"), from.field("secretKeyRef"), namespace);
    if (!source.node.present()) {
      environment.forget(
          name,
          InvalidTriggerException.of(
              environment.place(name),
              "is known only inside the pod; secretKeyRef, configMapKeyRef and value can be read"));
      return;
    }
    String purpose = " (for variable " + ManifestNode.quote(name) + " of " + place + ")";
    addKey(source, source.node.field("key").text(), name, purpose);
  }

  private void addKey(Source source, String key, String name, String purpose) {
    try {
      if (source.optional()) {
        data.readIfPresent(source.object, key, purpose)
            .ifPresent(text -> environment.know(name, text));
      } else {
        environment.know(name, data.read(source.object, key, purpose));
      }
    } catch (InvalidTriggerException e) {
      environment.forget(name, e);
    }
  }
}
