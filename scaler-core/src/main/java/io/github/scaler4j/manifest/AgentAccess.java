package io.github.scaler4j.manifest;

import java.util.List;
import java.util.Optional;

/**
 * The objects that triggers of one namespace need to read from the Cluster Agent: its address, and
 * the token of an account that may list external metrics.
 *
 * @param namespace the triggers' namespace
 * @param agentNamespace the namespace of the agent
 * @param service the agent's Service
 */
record AgentAccess(String namespace, String agentNamespace, String service) {

  /** The TriggerAuthentication's name. */
  static final String NAME = "datadog-cluster-agent";

  private static final String SERVICE_OF_THE_OPERATOR = "-cluster-agent-metrics-server";

  /** The right to read, once for all namespaces. */
  static final String CLUSTER_ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: datadog-metrics-reader
      rules:
        - apiGroups: [external.metrics.k8s.io]
          resources: ["*"]
          verbs: [get, list, watch]
      """;

  private static final String OBJECTS =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: datadog-metrics-reader
        namespace: %1$s
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: datadog-metrics-reader-%1$s
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: datadog-metrics-reader
      subjects:
        - kind: ServiceAccount
          name: datadog-metrics-reader
          namespace: %1$s
      ---
      # Kubernetes writes the token into this Secret.
      apiVersion: v1
      kind: Secret
      metadata:
        name: datadog-metrics-reader-token
        namespace: %1$s
        annotations:
          kubernetes.io/service-account.name: datadog-metrics-reader
      type: kubernetes.io/service-account-token
      ---
      # Where the agent is. The Datadog Operator names the Service NAME-cluster-agent-metrics-server,
      # the Helm chart NAME-cluster-agent-metrics-api.
      apiVersion: v1
      kind: Secret
      metadata:
        name: datadog-cluster-agent
        namespace: %1$s
      type: Opaque
      stringData:
        datadogNamespace: %2$s
        datadogMetricsService: %3$s
        datadogMetricsServicePort: "8443"
        # The agent's own certificate names nothing but localhost.
        unsafeSsl: "true"
        authMode: bearer
      ---
      apiVersion: keda.sh/v1alpha1
      kind: TriggerAuthentication
      metadata:
        name: datadog-cluster-agent
        namespace: %1$s
      spec:
        secretTargetRef:
          - parameter: token
            name: datadog-metrics-reader-token
            key: token
      """;

  private static final String ENTRY =
      """
          - parameter: %1$s
            name: datadog-cluster-agent
            key: %1$s
      """;

  private static final List<String> ADDRESS =
      List.of(
          "datadogNamespace",
          "datadogMetricsService",
          "datadogMetricsServicePort",
          "unsafeSsl",
          "authMode");

  /** Returns whether the manifests hold a TriggerAuthentication of this name. */
  static boolean isIn(Manifests manifests, String namespace) {
    ObjectReference name =
        new ObjectReference(
            KedaKinds.API_VERSION, KedaKinds.TRIGGER_AUTHENTICATION, namespace, NAME);
    return manifests.objects().stream()
        .anyMatch(one -> one.reference().withoutVersion().equals(name.withoutVersion()));
  }

  /** Finds the agent in the manifests, or uses the names in the Datadog Operator's guide. */
  static AgentAccess of(String namespace, Manifests manifests) {
    Optional<ObjectReference> agent =
        manifests.objects().stream()
            .map(KubernetesObject::reference)
            .filter(reference -> reference.kind().equals("DatadogAgent"))
            .findFirst();
    return new AgentAccess(
        namespace,
        agent.map(ObjectReference::namespace).orElse("datadog"),
        agent.map(ObjectReference::name).orElse("datadog") + SERVICE_OF_THE_OPERATOR);
  }

  /** Returns the objects as YAML documents without secrets. */
  String yaml() {
    StringBuilder yaml =
        new StringBuilder(
            OBJECTS.formatted(
                YamlWriter.quote(namespace),
                YamlWriter.quote(agentNamespace),
                YamlWriter.quote(service)));
    ADDRESS.forEach(parameter -> yaml.append(ENTRY.formatted(parameter)));
    return yaml.toString();
  }
}
