package io.github.scaler4j.manifest;

import io.github.scaler4j.trigger.AgentMetric;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Checks the objects of the Cluster Agent that a trigger needs, if the manifests contain them. */
final class AgentLint {

  static final String METRIC_VERSION = "datadoghq.com/v1alpha1";

  private static final String ALWAYS_ACTIVE = "external-metrics.datadoghq.com/always-active";
  private static final String ACCOUNT = "kubernetes.io/service-account.name";

  private final Manifests manifests;
  private final Problems problems;

  AgentLint(Manifests manifests, Problems problems) {
    this.manifests = manifests;
    this.problems = problems;
  }

  /**
   * Checks what a trigger needs.
   *
   * @param known whether a parameter of the metric is as written, and not a stand-in
   * @param trigger the trigger's node
   * @param authentication the nodes of its authentication
   */
  void check(
      AgentMetric metric,
      Predicate<String> known,
      ManifestNode trigger,
      AuthenticationNodes authentication) {
    boolean metricKnown = known.test("datadogMetricName") && known.test("datadogMetricNamespace");
    if (metricKnown) {
      checkMetric(metric, trigger.field("metadata"));
    }
    List<ManifestNode> agents =
        objects("DatadogAgent").map(agent -> agent.content(problems)).toList();
    agents.forEach(agent -> checkServer(agent.field("spec")));
    AgentServices services = AgentServices.of(manifests, problems);
    services.check(metric, known, authentication);
    authentication
        .entry("token")
        .filter(entry -> metricKnown)
        .ifPresent(entry -> checkAccount(entry, metric, authentication));
  }

  /** Only manifests with any DatadogMetric can be expected to hold this one. */
  private void checkMetric(AgentMetric metric, ManifestNode metadata) {
    ObjectReference wanted =
        new ObjectReference(
            METRIC_VERSION, "DatadogMetric", metric.metricNamespace(), metric.metricName());
    Optional<KubernetesObject> found =
        objects("DatadogMetric")
            .filter(one -> one.reference().name().equals(wanted.name()))
            .filter(one -> one.mayBeIn(wanted.namespace()))
            .findFirst();
    if (found.isPresent()) {
      ManifestNode root = found.get().content(problems);
      checkActive(root.field("metadata").field("annotations").field(ALWAYS_ACTIVE));
      root.field("spec").field("query").requiredText();
    } else if (objects("DatadogMetric").findAny().isPresent()) {
      boolean otherNamespace =
          objects("DatadogMetric").anyMatch(one -> one.reference().name().equals(wanted.name()));
      metadata
          .field(otherNamespace ? "datadogMetricNamespace" : "datadogMetricName")
          .problem(wanted + ": " + manifests.describeMissing(wanted));
    }
  }

  private static void checkActive(ManifestNode annotation) {
    if (!GoBoolean.isTrueInGo(annotation.rawText())) {
      annotation.problem(
          "is not \"true\"; without it, the agent refreshes this DatadogMetric only while an "
              + "autoscaler uses it");
    }
  }

  private static void checkServer(ManifestNode spec) {
    ManifestNode server = spec.field("features").field("externalMetricsServer");
    require(server.field("enabled"), false);
    require(server.field("useDatadogMetrics"), true);
  }

  private static void require(ManifestNode flag, boolean byDefault) {
    if (flag.present() ? !flag.flag() : !byDefault) {
      flag.problem("is not true; KEDA reads DatadogMetrics from this server");
    }
  }

  /** Checks the service account whose token is sent, if the token belongs to one. */
  private void checkAccount(
      AuthenticationNodes.Entry token, AgentMetric metric, AuthenticationNodes authentication) {
    ReaderPermissions permissions = new ReaderPermissions(manifests, metric, problems);
    if (token.list().equals("boundServiceAccountToken")) {
      ManifestNode name = token.node().field("serviceAccountName");
      permissions.check(authentication.namespaceOrAny(), name);
      return;
    }
    authentication
        .object(token)
        .map(secret -> secret.content(problems))
        .filter(root -> root.field("type").rawText().equals(AppliedManifests.TOKEN_SECRET))
        .map(root -> root.field("metadata").field("annotations").field(ACCOUNT))
        .ifPresent(
            account -> {
              if (!account.requiredText().isEmpty()) {
                permissions.check(authentication.namespaceOrAny(), account);
              }
            });
  }

  private Stream<KubernetesObject> objects(String kind) {
    return manifests.objects().stream().filter(object -> object.reference().kind().equals(kind));
  }
}
