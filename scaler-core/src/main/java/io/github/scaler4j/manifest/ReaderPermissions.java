package io.github.scaler4j.manifest;

import io.github.scaler4j.trigger.AgentMetric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks that a service account may read a metric, if the manifests contain anything that could
 * grant the permission: Kubernetes requires {@code list} in the group of external metrics.
 */
final class ReaderPermissions {

  private static final String GROUP = "external.metrics.k8s.io";
  private static final String VERB = "list";
  private static final String ANY = "*";
  private static final String CLUSTER = "Cluster";

  private final Manifests manifests;
  private final AgentMetric metric;
  private final Problems problems;

  ReaderPermissions(Manifests manifests, AgentMetric metric, Problems problems) {
    this.manifests = manifests;
    this.metric = metric;
    this.problems = problems;
  }

  /**
   * Checks one account.
   *
   * @param namespace its namespace, or empty if that is not known
   * @param name the node that names it
   */
  void check(String namespace, ManifestNode name) {
    String account = name.rawText();
    checkExists(namespace, account, name);
    List<KubernetesObject> bindings =
        manifests.objects().stream()
            .filter(object -> object.reference().kind().endsWith("RoleBinding"))
            .toList();
    List<KubernetesObject> own =
        bindings.stream().filter(binding -> names(binding, namespace, account)).toList();
    if (own.stream().anyMatch(this::gives)) {
      return;
    }
    String reader = new ObjectReference("v1", "ServiceAccount", namespace, account).toString();
    if (own.size() == 1) {
      checkBinding(own.get(0));
    } else if (own.size() > 1) {
      name.problem(
          "none of its bindings grants " + reader + " permission to " + VERB + " " + GROUP);
    } else if (bindings.stream().anyMatch(this::isForReaders)) {
      KubernetesObject binding =
          bindings.stream().filter(this::isForReaders).findFirst().orElseThrow();
      binding
          .content(problems)
          .field("subjects")
          .problem("do not include " + reader + ", whose token a trigger sends");
    } else if (readers().findAny().isPresent()) {
      name.problem("no binding grants " + reader + " permission to " + VERB + " " + GROUP);
    }
  }

  private void checkExists(String namespace, String account, ManifestNode name) {
    List<KubernetesObject> accounts =
        manifests.objects().stream()
            .filter(one -> one.reference().kind().equals("ServiceAccount"))
            .filter(
                one ->
                    one.reference().namespace().equals(namespace)
                        || one.reference().name().equals(account))
            .toList();
    boolean found =
        accounts.stream()
            .filter(one -> one.reference().name().equals(account))
            .anyMatch(one -> namespace.isEmpty() || one.mayBeIn(namespace));
    if (!accounts.isEmpty() && !found && !account.equals("default")) {
      ObjectReference wanted = new ObjectReference("v1", "ServiceAccount", namespace, account);
      name.problem(wanted + ": " + manifests.describeMissing(wanted));
    }
  }

  private void checkBinding(KubernetesObject binding) {
    ManifestNode root = binding.content(problems);
    ManifestNode ref = root.field("roleRef");
    Optional<KubernetesObject> role = role(binding);
    if (role.isPresent() && allows(role.get())) {
      root.field("metadata")
          .field("namespace")
          .problem("is not " + metric.metricNamespace() + ", where the DatadogMetric is");
    } else if (role.isPresent()) {
      checkRules(role.get().content(problems).field("rules"));
    } else if (readers().findAny().isPresent()) {
      ObjectReference missing =
          new ObjectReference(
              "rbac.authorization.k8s.io/v1",
              ref.field("kind").rawText(),
              "",
              ref.field("name").rawText());
      ref.field("name").problem(missing + ": " + manifests.describeMissing(missing));
    }
  }

  /** Adds a problem with the nearest rule that does not grant the permission. */
  private void checkRules(ManifestNode rules) {
    List<ManifestNode> all = rules.items();
    Optional<ManifestNode> ofGroup =
        all.stream().filter(rule -> has(rule.field("apiGroups"), GROUP)).findFirst();
    if (ofGroup.isPresent()) {
      ManifestNode verbs = ofGroup.get().field("verbs");
      if (has(verbs, VERB)) {
        ofGroup.get().field("resources").problem("do not include " + resource() + " or \"*\"");
      } else {
        verbs.problem("do not include " + VERB + ", which reading from the agent requires");
      }
    } else {
      (all.size() == 1 ? all.get(0).field("apiGroups") : rules)
          .problem("do not include " + GROUP + ", which reading from the agent requires");
    }
  }

  private Stream<KubernetesObject> readers() {
    return manifests.objects().stream()
        .filter(object -> object.reference().kind().matches("(Cluster)?Role"))
        .filter(role -> allows(role) && mentionsGroup(role));
  }

  private boolean isForReaders(KubernetesObject binding) {
    return role(binding).filter(role -> allows(role) && mentionsGroup(role)).isPresent();
  }

  private boolean gives(KubernetesObject binding) {
    return role(binding).filter(this::allows).isPresent()
        && (binding.reference().kind().startsWith(CLUSTER)
            || binding.mayBeIn(metric.metricNamespace()));
  }

  private Optional<KubernetesObject> role(KubernetesObject binding) {
    ManifestNode ref = binding.content(problems).field("roleRef");
    String kind = ref.field("kind").rawText();
    return manifests.objects().stream()
        .filter(
            object ->
                object.reference().kind().equals(kind)
                    && object.reference().name().equals(ref.field("name").rawText())
                    && (kind.startsWith(CLUSTER)
                        || object.reference().namespace().equals(binding.reference().namespace())))
        .findFirst();
  }

  private boolean allows(KubernetesObject role) {
    ManifestNode root = role.content(problems);
    return root.field("aggregationRule").present()
        || root.field("rules").items().stream()
            .anyMatch(
                rule ->
                    has(rule.field("apiGroups"), GROUP)
                        && has(rule.field("verbs"), VERB)
                        && has(rule.field("resources"), resource()));
  }

  private boolean mentionsGroup(KubernetesObject role) {
    return role.content(problems).field("rules").items().stream()
        .flatMap(rule -> rule.field("apiGroups").items().stream())
        .anyMatch(group -> group.rawText().equals(GROUP));
  }

  private String resource() {
    return metric.externalName().toLowerCase(Locale.ROOT);
  }

  private boolean names(KubernetesObject binding, String namespace, String account) {
    return binding.content(problems).field("subjects").items().stream()
        .anyMatch(subject -> isFor(subject, namespace, account));
  }

  private static boolean isFor(ManifestNode subject, String namespace, String account) {
    String name = subject.field("name").rawText();
    return switch (subject.field("kind").rawText()) {
      case "ServiceAccount" ->
          name.equals(account)
              && (namespace.isEmpty() || subject.field("namespace").rawText().equals(namespace));
      case "Group" ->
          name.equals("system:authenticated")
              || name.equals("system:serviceaccounts")
              || (namespace.isEmpty()
                  ? name.startsWith("system:serviceaccounts:")
                  : name.equals("system:serviceaccounts:" + namespace));
      case "User" ->
          namespace.isEmpty()
              ? name.startsWith("system:serviceaccount:") && name.endsWith(":" + account)
              : name.equals("system:serviceaccount:" + namespace + ":" + account);
      default -> false;
    };
  }

  private static boolean has(ManifestNode list, String wanted) {
    return list.items().stream()
        .map(ManifestNode::rawText)
        .anyMatch(text -> text.equals(ANY) || text.equals(wanted));
  }
}
