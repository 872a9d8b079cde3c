package io.github.scaler4j.manifest;

import java.util.Objects;

/**
 * A trigger's reference to its {@code TriggerAuthentication}.
 *
 * <p>Immutable; equal if all values are equal.
 */
public final class AuthenticationRef {

  private final String name;
  private final String kind;

  AuthenticationRef(String name, String kind) {
    this.name = name;
    this.kind = kind;
  }

  /**
   * Returns the name.
   *
   * @return the name; empty means none, as in KEDA
   */
  public String name() {
    return name;
  }

  /**
   * Returns the kind.
   *
   * @return {@code TriggerAuthentication} (also if not given) or {@code
   *     ClusterTriggerAuthentication}
   */
  public String kind() {
    return kind;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AuthenticationRef that
        && name.equals(that.name)
        && kind.equals(that.kind);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, kind);
  }

  /**
   * Returns the reference for messages.
   *
   * @return for example {@code TriggerAuthentication keys}
   */
  @Override
  public String toString() {
    return kind + " " + name;
  }
}
