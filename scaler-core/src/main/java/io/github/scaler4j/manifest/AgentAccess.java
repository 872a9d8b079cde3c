package io.github.scaler4j.manifest;

import java.util.List;

/**
 * The objects that triggers of one namespace need to read from the Cluster Agent: its address, and
 * the token of an account that may list external metrics.
 *
 * @param namespace the triggers' namespace
 * @param agent where the agent is
 */
record AgentAccess(String namespace, AgentAddress agent) {

  /** The TriggerAuthentication's name. */
  static final String NAME = "datadog-cluster-agent";

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
      # Where the agent is. %2$s The Datadog Operator names the Service
      # NAME-cluster-agent-metrics-server, the Helm chart NAME-cluster-agent-metrics-api. Compare
      # name, namespace and port with: kubectl get service --all-namespaces
      apiVersion: v1
      kind: Secret
      metadata:
        name: datadog-cluster-agent
        namespace: %1$s
      type: Opaque
      stringData:
        datadogNamespace: %3$s
        datadogMetricsService: %4$s
        datadogMetricsServicePort: "%5$d"
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

  /** Returns the objects as YAML documents without secrets. */
  String yaml() {
    StringBuilder yaml =
        new StringBuilder(
            OBJECTS.formatted(
                YamlWriter.quote(namespace),
                YamlWriter.comment(agent.origin()),
                YamlWriter.quote(agent.namespace()),
                YamlWriter.quote(agent.service()),
                agent.port()));
    ADDRESS.forEach(parameter -> yaml.append(ENTRY.formatted(parameter)));
    return yaml.toString();
  }
}
