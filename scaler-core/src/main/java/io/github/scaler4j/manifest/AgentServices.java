package io.github.scaler4j.manifest;

import io.github.scaler4j.trigger.AgentMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The Services of external metrics servers that the manifests create. */
record AgentServices(List<Service> services) {

  private static final int DEFAULT_PORT = 8443;

  /** The suffixes of names in the Datadog Operator and in Datadog's Helm chart. */
  private static final List<String> SUFFIXES =
      List.of("-cluster-agent-metrics-server", "-cluster-agent-metrics-api");

  /**
   * A Service.
   *
   * @param namespace empty if the manifest has none
   */
  private record Service(String namespace, String name, List<String> ports) {
    boolean isIn(String other) {
      return namespace.isEmpty() || namespace.equals(other);
    }

    @Override
    public String toString() {
      return (namespace.isEmpty() ? "" : namespace + "/")
          + name
          + " port "
          + String.join(", ", ports);
    }
  }

  static AgentServices of(Manifests manifests, Problems problems) {
    List<Service> services = new ArrayList<>();
    for (KubernetesObject object : manifests.objects()) {
      ManifestNode root = object.content(problems);
      ManifestNode spec = root.field("spec");
      String name = object.reference().name();
      String namespace = root.field("metadata").field("namespace").rawText();
      if (object.reference().kind().equals("DatadogAgent")) {
        ManifestNode port = spec.field("features").field("externalMetricsServer").field("port");
        String number = port.present() ? port.rawText() : Integer.toString(DEFAULT_PORT);
        services.add(new Service(namespace, name + SUFFIXES.get(0), List.of(number)));
      } else if (object.reference().kind().equals("Service")
          && SUFFIXES.stream().anyMatch(name::endsWith)) {
        services.add(
            new Service(
                namespace,
                name,
                spec.field("ports").items().stream()
                    .map(port -> port.field("port").rawText())
                    .toList()));
      }
    }
    return new AgentServices(services);
  }

  /** Adds a problem for a trigger that uses none of them, if any exist. */
  void check(AgentMetric metric, AuthenticationNodes authentication) {
    if (services.isEmpty()) {
      return;
    }
    List<Service> named =
        services.stream().filter(service -> service.name().equals(metric.service())).toList();
    List<Service> found =
        named.stream().filter(service -> service.isIn(metric.namespace())).toList();
    String known = services.stream().map(Service::toString).collect(Collectors.joining(", "));
    if (named.isEmpty()) {
      refuse("datadogMetricsService", metric.service(), known, authentication);
    } else if (found.isEmpty()) {
      refuse("datadogNamespace", metric.namespace(), known, authentication);
    } else if (found.stream().noneMatch(one -> one.ports().contains("" + metric.port()))) {
      refuse("datadogMetricsServicePort", "" + metric.port(), known, authentication);
    }
  }

  private static void refuse(
      String parameter, String text, String known, AuthenticationNodes authentication) {
    authentication
        .place(parameter)
        .problem(
            parameter
                + " "
                + ManifestNode.quote(text)
                + " fits no external metrics server of the manifests; they have "
                + known);
  }
}
