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

  ScaleTarget(String apiVersion, String kind, String name) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.name = name;
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

  @Override
  public boolean equals(Object other) {
    return other instanceof ScaleTarget that
        && apiVersion.equals(that.apiVersion)
        && kind.equals(that.kind)
        && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(apiVersion, kind, name);
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
