package io.github.scaler4j.hpa;

/** How the HorizontalPodAutoscaler compares an external metric with its target. */
public enum MetricTargetType {
  /** The metric itself is held at the target. */
  VALUE("Value"),
  /** The metric divided by the number of pods is held at the target. */
  AVERAGE_VALUE("AverageValue");

  private final String kubernetesName;

  MetricTargetType(String kubernetesName) {
    this.kubernetesName = kubernetesName;
  }

  /**
   * Returns the name in a Kubernetes object.
   *
   * @return {@code Value} or {@code AverageValue}
   */
  public String kubernetesName() {
    return kubernetesName;
  }

  @Override
  public String toString() {
    return kubernetesName;
  }
}
