package io.github.scaler4j.manifest;

import static java.util.Objects.requireNonNull;

/**
 * What a {@code ScaledObject} scales: its {@code scaleTargetRef}.
 *
 * @param apiVersion {@code apps/v1} unless given
 * @param kind {@code Deployment} unless given
 * @param name the name, in the namespace of the {@code ScaledObject}
 * @param envSourceContainerName the container whose environment {@code FromEnv} parameters mean, or
 *     empty for the first
 */
public record ScaleTarget(
    String apiVersion, String kind, String name, String envSourceContainerName) {

  /**
   * Makes the target.
   *
   * @throws NullPointerException if an argument is null
   */
  public ScaleTarget {
    requireNonNull(apiVersion, "apiVersion");
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    requireNonNull(envSourceContainerName, "envSourceContainerName");
  }
}
