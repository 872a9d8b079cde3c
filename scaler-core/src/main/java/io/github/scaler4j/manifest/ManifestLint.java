package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.util.List;

/**
 * Checks manifests for everything that would keep a datadog trigger from working, without a
 * network.
 */
public final class ManifestLint {

  private static final String ALWAYS_ACTIVE = "external-metrics.datadoghq.com/always-active";

  private final Manifests manifests;
  private final Problems problems = new Problems();

  private ManifestLint(Manifests manifests) {
    this.manifests = manifests;
  }

  /**
   * Checks manifests: what {@link Manifests#problems} lists, misspelt names, each trigger with its
   * authentication, and the DatadogMetric and DatadogAgent as far as the manifests hold them.
   *
   * @param manifests the manifests
   * @return each problem with file and line; empty if all is well
   */
  public static List<Problem> check(Manifests manifests) {
    ManifestLint lint = new ManifestLint(manifests);
    lint.problems.addAll(manifests.problems());
    manifests.objects().forEach(lint::checkObject);
    manifests.validScaledObjects().forEach(lint::checkTriggers);
    return lint.problems.found();
  }

  private void checkObject(KubernetesObject object) {
    ManifestNode root = object.content(problems);
    ManifestNode spec = root.field("spec");
    switch (object.reference().kind()) {
      case KedaKinds.SCALED_OBJECT -> {
        KnownNames.SCALED_OBJECT.checkFields(spec);
        if (spec.field("triggers").isList()) {
          spec.field("triggers").items().forEach(this::checkTrigger);
        }
      }
      case KedaKinds.TRIGGER_AUTHENTICATION, KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION -> {
        KnownNames.AUTHENTICATION.checkFields(spec);
      }
      case "DatadogMetric" -> checkMetric(root);
      case "DatadogAgent" -> checkAgent(spec);
      default -> {
        // No trigger depends on the content of another kind.
      }
    }
  }

  private void checkTrigger(ManifestNode trigger) {
    if (!trigger.isMapping()) {
      return;
    }
    KnownNames.TRIGGER.checkFields(trigger);
    ManifestNode type = trigger.field("type");
    String letters = type.rawText().replaceAll("[^A-Za-z]", "");
    if (letters.equalsIgnoreCase(KedaKinds.DATADOG) && !type.rawText().equals(KedaKinds.DATADOG)) {
      type.problem("is unknown to KEDA; did you mean " + KedaKinds.DATADOG + "?");
    }
    ManifestNode metadata = trigger.field("metadata");
    if (type.rawText().equals(KedaKinds.DATADOG) && metadata.isMapping()) {
      ManifestNode metricType = metadata.field("metricType");
      if (metricType.present()) {
        metricType.problem("has no effect inside metadata; write it beside type");
      }
    }
  }

  private static void checkMetric(ManifestNode root) {
    ManifestNode annotation = root.field("metadata").field("annotations").field(ALWAYS_ACTIVE);
    if (!GoBoolean.of(annotation.rawText()).orElse(false)) {
      annotation.problem(
          "is not \"true\"; the agent refreshes a DatadogMetric that no autoscaler names only with it");
    }
    root.field("spec").field("query").requiredText();
  }

  private static void checkAgent(ManifestNode spec) {
    ManifestNode server = spec.field("features").field("externalMetricsServer");
    require(server.field("enabled"), false);
    require(server.field("useDatadogMetrics"), true);
  }

  private static void require(ManifestNode flag, boolean byDefault) {
    if (flag.present() ? !flag.flag() : !byDefault) {
      flag.problem("is not true; KEDA reads DatadogMetrics from this server");
    }
  }

  private void checkTriggers(ScaledObject object) {
    TriggerResolver resolver = TriggerResolver.of(manifests);
    for (ScaleTrigger trigger : object.datadogTriggers()) {
      ManifestNode node = place(object, trigger);
      try {
        trigger.authenticationRef().ifPresent(ref -> checkParameters(object, ref));
        DatadogTrigger.parse(resolver.resolve(object, trigger));
        requireMetric(node, trigger);
      } catch (InvalidTriggerException e) {
        e.problems().forEach(problem -> report(node, problem));
      }
    }
  }

  private ManifestNode place(ScaledObject object, ScaleTrigger trigger) {
    return find(KedaKinds.SCALED_OBJECT, object.namespace(), object.name())
        .content(problems)
        .field("spec")
        .field("triggers")
        .items()
        .get(trigger.index());
  }

  private KubernetesObject find(String kind, String namespace, String name) {
    return manifests
        .find(new ObjectReference(KedaKinds.API_VERSION, kind, namespace, name))
        .orElseThrow();
  }

  /** A trigger's own problem names a parameter; others have their place already. */
  private static void report(ManifestNode trigger, Problem problem) {
    ManifestNode metadata = trigger.field("metadata");
    for (String name : problem.parameter().split(",", -1)) {
      if (metadata.field(name).present()) {
        metadata.field(name).problem(problem.message());
        return;
      }
    }
    trigger.problem(problem.toString());
  }

  private void checkParameters(ScaledObject object, AuthenticationRef ref) {
    String namespace =
        ref.kind().equals(KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION) ? "" : object.namespace();
    manifests
        .find(new ObjectReference(KedaKinds.API_VERSION, ref.kind(), namespace, ref.name()))
        .map(found -> found.content(problems).field("spec"))
        .ifPresent(
            spec -> {
              for (String list : List.of("secretTargetRef", "configMapTargetRef", "env")) {
                for (ManifestNode entry : spec.field(list).items()) {
                  ManifestNode parameter = entry.field("parameter");
                  if (!parameter.rawText().isEmpty()) {
                    KnownNames.AUTH_PARAMETERS.check(parameter.rawText(), parameter, List.of());
                  }
                }
              }
            });
  }

  /** Only manifests that hold some DatadogMetric can be expected to hold this one. */
  private void requireMetric(ManifestNode node, ScaleTrigger trigger) {
    String name = trigger.metadata().getOrDefault("datadogMetricName", "").strip();
    String namespace = trigger.metadata().getOrDefault("datadogMetricNamespace", "").strip();
    ObjectReference metric =
        new ObjectReference("datadoghq.com/v1alpha1", "DatadogMetric", namespace, name);
    boolean some =
        manifests.objects().stream().anyMatch(o -> o.reference().kind().equals(metric.kind()));
    if (some && !name.isEmpty() && manifests.find(metric).isEmpty()) {
      node.field("metadata")
          .field("datadogMetricName")
          .problem(metric + ": " + manifests.describeMissing(metric));
    }
  }
}
