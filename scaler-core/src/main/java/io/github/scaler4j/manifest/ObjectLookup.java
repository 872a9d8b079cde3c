package io.github.scaler4j.manifest;

import java.util.Optional;

/**
 * Finds the objects that a {@code ScaledObject} refers to: {@code TriggerAuthentication}, {@code
 * ClusterTriggerAuthentication}, {@code Secret}, {@code ConfigMap} and the scale target.
 *
 * <p>{@link Manifests} implements it. With a Kubernetes client an implementation takes a line or
 * two, because every client prints an object as JSON or YAML:
 *
 * <pre>{@code
 * ObjectLookup cluster = reference -> store
 *     .json(reference.apiVersion(), reference.kind(), reference.namespace(), reference.name())
 *     .map(KubernetesObject::parse);
 * }</pre>
 *
 * <p>Must be thread-safe if several threads use the resolver or it re-reads Secrets ({@link
 * TriggerResolver.Builder#rereadSecrets}). In that case it is called for every request, so it
 * should answer from memory, such as an informer's store.
 */
@FunctionalInterface
public interface ObjectLookup {

  /**
   * Finds an object.
   *
   * @param reference which object; its namespace is empty for a {@code
   *     ClusterTriggerAuthentication}
   * @return the object, or empty if there is none
   * @throws RuntimeException if the lookup fails; the resolver passes it on
   */
  Optional<KubernetesObject> find(ObjectReference reference);

  /**
   * Describes a missing object for an error message.
   *
   * @param reference which object
   * @return a clause without a full stop; that of {@link Manifests} also names the objects it holds
   */
  default String describeMissing(ObjectReference reference) {
    return "object not found";
  }
}
