package io.github.scaler4j.manifest;

import java.util.List;

/** Finds names without effect and unrendered templates in one object. */
final class FieldLint {

  private static final String DATADOG_METRIC = "DatadogMetric";
  private static final String DATADOG_AGENT = "DatadogAgent";
  private static final String FROM_ENV = "FromEnv";

  private FieldLint() {}

  static void check(KubernetesObject object, Problems problems) {
    ManifestNode root = object.content(problems);
    ManifestNode spec = root.field("spec");
    String kind = object.reference().kind();
    if (object.reference().is(kind, KedaKinds.API_VERSION)) {
      KnownNames.KINDS.check(kind, root.field("kind"), List.of());
    }
    switch (kind) {
      case KedaKinds.SCALED_OBJECT -> {
        requireVersion(root, KedaKinds.API_VERSION);
        checkScaledObject(spec);
      }
      case KedaKinds.TRIGGER_AUTHENTICATION, KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION -> {
        requireVersion(root, KedaKinds.API_VERSION);
        checkAuthentication(spec);
      }
      case DATADOG_METRIC -> {
        requireVersion(root, AgentLint.METRIC_VERSION);
        KnownNames.METRIC.checkFields(spec);
      }
      case DATADOG_AGENT ->
          KnownNames.METRICS_SERVER.checkFields(
              spec.field("features").field("externalMetricsServer"));
      default -> {
        // No trigger depends on the fields of another kind.
        return;
      }
    }
    checkTemplates(root);
  }

  private static void requireVersion(ManifestNode root, String version) {
    if (!root.field("apiVersion").rawText().equals(version)) {
      root.field("apiVersion").problem("is not " + version);
    }
  }

  private static void checkScaledObject(ManifestNode spec) {
    KnownNames.SCALED_OBJECT.checkFields(spec);
    KnownNames.SCALE_TARGET.checkFields(spec.field("scaleTargetRef"));
    KnownNames.FALLBACK.checkFields(spec.field("fallback"));
    KnownNames.ADVANCED.checkFields(spec.field("advanced"));
    if (spec.field("triggers").isList()) {
      spec.field("triggers").items().stream()
          .filter(ManifestNode::isMapping)
          .forEach(FieldLint::checkTrigger);
    }
  }

  private static void checkTrigger(ManifestNode trigger) {
    KnownNames.TRIGGER.checkFields(trigger);
    KnownNames.AUTHENTICATION_REF.checkFields(trigger.field("authenticationRef"));
    ManifestNode type = trigger.field("type");
    boolean datadog = KedaKinds.meansDatadog(type.rawText());
    if (datadog && !type.rawText().equals(KedaKinds.DATADOG)) {
      type.problem("is unknown to KEDA; did you mean " + KedaKinds.DATADOG + "?");
    }
    ManifestNode metadata = trigger.field("metadata");
    if (datadog && metadata.isMapping()) {
      metadata.fields().forEach((name, field) -> checkParameter(name, field, metadata));
    }
  }

  private static void checkParameter(String name, ManifestNode field, ManifestNode metadata) {
    if (name.equals("metricType")) {
      field.problem("has no effect inside metadata; write it next to type");
    } else if (KnownNames.AUTH_PARAMETERS.contains(name)) {
      field.problem("has no effect inside metadata; set it in a TriggerAuthentication");
    } else if (!name.endsWith(FROM_ENV)) {
      KnownNames.METADATA.check(
          name,
          field,
          metadata.fields().keySet(),
          KnownNames.AUTH_PARAMETERS,
          "belongs in a TriggerAuthentication");
    }
  }

  private static void checkAuthentication(ManifestNode spec) {
    KnownNames.AUTHENTICATION.checkFields(spec);
    KnownNames.SECRET_TARGET.checkItems(spec.field("secretTargetRef"));
    KnownNames.SECRET_TARGET.checkItems(spec.field("configMapTargetRef"));
    KnownNames.VARIABLE.checkItems(spec.field("env"));
    KnownNames.BOUND_TOKEN.checkItems(spec.field("boundServiceAccountToken"));
  }

  private static void checkTemplates(ManifestNode node) {
    if (node.isMapping()) {
      node.fields().values().forEach(FieldLint::checkTemplates);
    } else if (node.isList()) {
      node.items().forEach(FieldLint::checkTemplates);
    } else if (node.rawText().contains(ManifestDocuments.TEMPLATE)) {
      node.problem(ManifestDocuments.NOT_RENDERED);
    }
  }
}
