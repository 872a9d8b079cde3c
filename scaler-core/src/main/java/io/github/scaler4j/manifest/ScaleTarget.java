package io.github.scaler4j.manifest;

import java.util.Objects;

/**
 * The workload that a {@code ScaledObject} scales: its {@code scaleTargetRef}, in its namespace.
 *
 * <p>Immutable; equal if all values are equal.
 */
public final class ScaleTarget {

  private final String apiVersion;
  private final String kind;
  private final String name;
  private final String envSourceContainerName;

  ScaleTarget(String apiVersion, String kind, String name, String envSourceContainerName) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.name = name;
    this.envSourceContainerName = envSourceContainerName;
  }

  /**
   * Returns the group and version.
   *
   * @return {@code apps/v1} unless given
   */
  public String apiVersion() {
    return apiVersion;
  }

  /**
   * Returns the kind.
   *
   * @return {@code Deployment} unless given
   */
  public String kind() {
    return kind;
  }

  /**
   * Returns the name.
   *
   * @return never empty
   */
  public String name() {
    return name;
  }

  /**
   * Returns the container whose environment {@code FromEnv} parameters of other scalers refer to.
   *
   * @return its name, or empty for the first container
   */
  public String envSourceContainerName() {
    return envSourceContainerName;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScaleTarget that
        && apiVersion.equals(that.apiVersion)
        && kind.equals(that.kind)
        && name.equals(that.name)
        && envSourceContainerName.equals(that.envSourceContainerName);
  }

  @Override
  public int hashCode() {
    return Objects.hash(apiVersion, kind, name, envSourceContainerName);
  }

  /**
   * Returns the target for messages.
   *
   * @return for example {@code Deployment nginx}
   */
  @Override
  public String toString() {
    return kind + " " + name;
  }
}
