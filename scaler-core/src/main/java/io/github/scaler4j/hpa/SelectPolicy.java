package io.github.scaler4j.hpa;

/** Which of several {@link ScalingPolicy scaling policies} counts. */
public enum SelectPolicy {
  /** The policy that allows the largest change; the default. */
  MAX("Max"),
  /** The policy that allows the smallest change. */
  MIN("Min"),
  /** No policy: the autoscaler does not scale in this direction. */
  DISABLED("Disabled");

  private final String kubernetesName;

  SelectPolicy(String kubernetesName) {
    this.kubernetesName = kubernetesName;
  }

  /**
   * Returns the name in a Kubernetes object.
   *
   * @return {@code Max}, {@code Min} or {@code Disabled}
   */
  public String kubernetesName() {
    return kubernetesName;
  }

  @Override
  public String toString() {
    return kubernetesName;
  }
}
