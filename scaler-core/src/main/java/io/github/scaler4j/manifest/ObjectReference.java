package io.github.scaler4j.manifest;

import static java.util.Objects.requireNonNull;

/**
 * The identity of a Kubernetes object, without its content.
 *
 * @param apiVersion group and version ({@code keda.sh/v1alpha1}), or a version alone in the core
 *     group ({@code v1})
 * @param kind the kind ({@code Secret})
 * @param namespace the namespace, or empty for an object of the whole cluster
 * @param name the name
 */
public record ObjectReference(String apiVersion, String kind, String namespace, String name) {

  /** The namespace of an object without one. */
  static final String DEFAULT_NAMESPACE = "default";

  /**
   * Creates the reference.
   *
   * @throws NullPointerException if an argument is null
   */
  public ObjectReference {
    requireNonNull(apiVersion, "apiVersion");
    requireNonNull(kind, "kind");
    requireNonNull(namespace, "namespace");
    requireNonNull(name, "name");
  }

  /**
   * Creates a reference.
   *
   * @param apiVersion group and version, or a version alone in the core group
   * @param kind the kind
   * @param namespace the namespace, or empty for an object of the whole cluster
   * @param name the name
   * @throws NullPointerException if an argument is null
   */
  public static ObjectReference of(String apiVersion, String kind, String namespace, String name) {
    return new ObjectReference(apiVersion, kind, namespace, name);
  }

  static ObjectReference secret(String namespace, String name) {
    return new ObjectReference("v1", "Secret", namespace, name);
  }

  static ObjectReference configMap(String namespace, String name) {
    return new ObjectReference("v1", "ConfigMap", namespace, name);
  }

  /** Returns whether this is an object of a kind and group, in any version. */
  boolean is(String wantedKind, String wantedApiVersion) {
    return kind.equals(wantedKind) && group(apiVersion).equals(group(wantedApiVersion));
  }

  /** Returns the same name without the version, because an object is the same in all versions. */
  ObjectReference withoutVersion() {
    return new ObjectReference(group(apiVersion), kind, namespace, name);
  }

  private static String group(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /**
   * Returns the reference for messages.
   *
   * @return kind, namespace and name: {@code Secret datadog/keys}
   */
  @Override
  public String toString() {
    return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }
}
