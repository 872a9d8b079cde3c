package io.github.scaler4j.manifest;

/** The kinds of KEDA's objects and the type of the datadog trigger, as manifests name them. */
final class KedaKinds {

  static final String API_VERSION = "keda.sh/v1alpha1";
  static final String SCALED_OBJECT = "ScaledObject";
  static final String SCALED_JOB = "ScaledJob";
  static final String TRIGGER_AUTHENTICATION = "TriggerAuthentication";
  static final String CLUSTER_TRIGGER_AUTHENTICATION = "ClusterTriggerAuthentication";

  /** The type of the triggers that this library reads. */
  static final String DATADOG = "datadog";

  private KedaKinds() {}

  /** Returns whether a trigger's type is that type, perhaps misspelt. */
  static boolean meansDatadog(String type) {
    return type.replaceAll("[^A-Za-z]", "").equalsIgnoreCase(DATADOG);
  }
}
