package io.github.scaler4j.manifest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the environment of a scale target comes from: a given map, or the target's manifest. */
record TargetEnvironment(KeyReader keys, @Nullable Map<String, String> given) {

  /** The environment of a container that an auth parameter needs. */
  ContainerEnvironment of(ScaledObject scaledObject, String container, String purpose) {
    if (given != null) {
      return ContainerEnvironment.of(given);
    }
    return ContainerEnvironment.read(
        keys.require(target(scaledObject), purpose).orInNamespace(scaledObject.namespace()),
        container,
        keys);
  }

  /** What can be told of the variables that {@code FromEnv} parameters name. */
  Map<String, String> resolved(ScaledObject scaledObject) {
    if (given != null) {
      return given;
    }
    return keys.lookup()
        .find(target(scaledObject))
        .map(object -> object.orInNamespace(scaledObject.namespace()))
        .map(
            object ->
                ContainerEnvironment.read(
                    object, scaledObject.scaleTargetRef().envSourceContainerName(), keys))
        .map(ContainerEnvironment::values)
        .orElse(Map.of());
  }

  private static ObjectReference target(ScaledObject scaledObject) {
    ScaleTarget target = scaledObject.scaleTargetRef();
    return new ObjectReference(
        target.apiVersion(), target.kind(), scaledObject.namespace(), target.name());
  }
}
