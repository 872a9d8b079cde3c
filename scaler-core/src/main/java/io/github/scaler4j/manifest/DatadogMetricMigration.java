package io.github.scaler4j.manifest;

import io.github.scaler4j.error.Problem;
import io.github.scaler4j.manifest.ManifestValue.Fields;
import io.github.scaler4j.manifest.ManifestValue.Items;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Manifests that move datadog triggers from Datadog's API to the Cluster Agent.
 *
 * <p>A trigger that the agent can't answer with the same value stays as it is, with a warning that
 * says why. Immutable; holds no Secret's text.
 */
public final class DatadogMetricMigration {

  /** The fields that the API server adds, which must not be applied again. */
  private static final Set<String> ADDED =
      Set.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp");

  private static final String OWN_KEYS =
      "# The Cluster Agent queries Datadog with its own keys. They must belong to the same"
          + " organisation.\n";

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final Manifests manifests;
  private final AgentAddress agent;
  private final TriggerMove move;
  private final Problems problems = new Problems();
  private final List<String> comments = new ArrayList<>();
  private final List<String> metrics = new ArrayList<>();
  private final List<String> objects = new ArrayList<>();
  private final Set<String> namespaces = new LinkedHashSet<>();
  private final Set<String> taken = new HashSet<>();

  private DatadogMetricMigration(Manifests manifests, AgentAddress agent) {
    this.manifests = manifests;
    this.agent = agent;
    this.move = new TriggerMove(TriggerResolver.of(manifests));
  }

  /**
   * Moves the API triggers of all valid {@code ScaledObject}s that the agent can answer.
   *
   * <p>The agent's address is that of a trigger that already reads from it, otherwise that of its
   * Service or its {@code DatadogAgent}, if the manifests hold one. Otherwise it is assumed, with a
   * warning.
   *
   * @param manifests the manifests; Secrets may be missing
   * @return the manifests to apply
   */
  public static DatadogMetricMigration of(Manifests manifests) {
    return of(manifests, AgentDiscovery.find(manifests));
  }

  /**
   * Moves the API triggers of all valid {@code ScaledObject}s that the given agent can answer.
   *
   * @param manifests the manifests; Secrets may be missing
   * @param agent the address of the agent's Service as KEDA builds it: {@code
   *     https://service.namespace:port}; without a port it is 8443
   * @return the manifests to apply
   * @throws IllegalArgumentException if the address has another form
   */
  public static DatadogMetricMigration of(Manifests manifests, URI agent) {
    return of(manifests, AgentAddress.of(agent));
  }

  private static DatadogMetricMigration of(Manifests manifests, AgentAddress agent) {
    DatadogMetricMigration migration = new DatadogMetricMigration(manifests, agent);
    migration.problems.addAll(manifests.problems());
    manifests.objects().stream()
        .filter(object -> object.reference().kind().equals("DatadogMetric"))
        .map(KubernetesObject::reference)
        .forEach(metric -> migration.taken.add(metric.namespace() + "/" + metric.name()));
    manifests.validScaledObjects().forEach(migration::move);
    if (!agent.known() && !migration.withoutAccess().isEmpty()) {
      migration.problems.add(
          "Secret " + AgentAccess.NAME,
          "datadogNamespace, datadogMetricsService and datadogMetricsServicePort may be wrong ("
              + agent.namespace()
              + ", "
              + agent.service()
              + ", "
              + agent.port()
              + "). "
              + agent.origin()
              + " Compare them with kubectl get service --all-namespaces, or pass the agent's"
              + " address (--agent, or the second argument of DatadogMetricMigration.of)");
    }
    return migration;
  }

  /**
   * Returns the objects: for each namespace the agent's access, unless the manifests hold a {@code
   * TriggerAuthentication} named {@code datadog-cluster-agent} there, then the {@code
   * DatadogMetric}s, then the complete changed {@code ScaledObject}s.
   *
   * @return YAML documents; only comments if no trigger moves
   */
  public String yaml() {
    List<String> documents = new ArrayList<>();
    List<String> withoutAccess = withoutAccess();
    if (!withoutAccess.isEmpty()) {
      documents.add(AgentAccess.CLUSTER_ROLE);
    }
    withoutAccess.forEach(name -> documents.add(new AgentAccess(name, agent).yaml()));
    documents.addAll(metrics);
    documents.addAll(objects);
    StringBuilder yaml = new StringBuilder(documents.isEmpty() ? "" : OWN_KEYS);
    comments.forEach(comment -> yaml.append("# ").append(comment).append('\n'));
    return yaml.append(String.join("---\n", documents)).toString();
  }

  /**
   * Returns warnings about triggers that could not be moved, and about what to check.
   *
   * @return each with file and line; empty if there is none
   */
  public List<Problem> warnings() {
    return problems.found();
  }

  /** Returns the namespaces with moved triggers in which nothing gives the agent's address yet. */
  private List<String> withoutAccess() {
    return namespaces.stream().filter(name -> !AgentAccess.isIn(manifests, name)).toList();
  }

  private void move(ScaledObject object) {
    KubernetesObject written =
        manifests
            .find(
                new ObjectReference(
                    KedaKinds.API_VERSION,
                    KedaKinds.SCALED_OBJECT,
                    object.namespace(),
                    object.name()))
            .orElseThrow();
    ManifestNode triggers = written.content(problems).field("spec").field("triggers");
    Map<Integer, MovedTrigger> moved = new LinkedHashMap<>();
    for (ScaleTrigger trigger : object.datadogTriggers()) {
      if (!trigger.readsFromAgent()) {
        TriggerMove.Decision decision = move.decide(object, trigger);
        decision
            .remarks()
            .forEach(
                remark -> remark(object, trigger, triggers.items().get(trigger.index()), remark));
        decision
            .moves()
            .ifPresent(
                parsed ->
                    moved.put(
                        trigger.index(),
                        new MovedTrigger(
                            trigger, parsed, object.namespace(), metricName(object, trigger))));
      }
    }
    if (!moved.isEmpty()) {
      namespaces.add(object.namespace());
      moved.values().forEach(one -> metrics.add(one.datadogMetric()));
      objects.add(YamlWriter.write(change(written.written(), moved)));
    }
  }

  private void remark(
      ScaledObject object, ScaleTrigger trigger, ManifestNode place, String remark) {
    place.problem(remark);
    comments.add(YamlWriter.comment(object + ", " + trigger + ": " + remark));
  }

  /** The agent finds no name with a dot. */
  private String metricName(ScaledObject object, ScaleTrigger trigger) {
    String name = object.name().replace('.', '-') + "-" + trigger.index();
    while (!taken.add(object.namespace() + "/" + name)) {
      name += "-api";
    }
    return name;
  }

  private static Fields change(Fields object, Map<Integer, MovedTrigger> moved) {
    Map<String, ManifestValue> entries = new LinkedHashMap<>(object.entries());
    entries.remove("status");
    entries.computeIfPresent("metadata", (name, metadata) -> asApplied((Fields) metadata));
    Fields written = (Fields) object.require("spec");
    Map<String, ManifestValue> spec = new LinkedHashMap<>(written.entries());
    List<ManifestValue> triggers = new ArrayList<>();
    for (ManifestValue trigger : ((Items) written.require("triggers")).items()) {
      MovedTrigger change = moved.get(triggers.size());
      triggers.add(change == null ? trigger : change.entry((Fields) trigger));
    }
    spec.put("triggers", new Items(triggers, 0));
    entries.put("spec", new Fields(spec, 0));
    return new Fields(entries, 0);
  }

  private static Fields asApplied(Fields written) {
    Map<String, ManifestValue> metadata = new LinkedHashMap<>(written.entries());
    metadata.keySet().removeAll(ADDED);
    if (metadata.get("annotations") instanceof Fields annotations) {
      Map<String, ManifestValue> kept = new LinkedHashMap<>(annotations.entries());
      kept.remove(LAST_APPLIED);
      metadata.put("annotations", new Fields(kept, 0));
    }
    return new Fields(metadata, 0);
  }
}
