package io.github.scaler4j.manifest;

import io.github.scaler4j.trigger.AgentMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The Services of external metrics servers that the manifests create. */
record AgentServices(List<Service> services) {

  /** The end of the name that the Datadog Operator gives the Service. */
  static final String OF_THE_OPERATOR = "-cluster-agent-metrics-server";

  private static final String OF_THE_CHART = "-cluster-agent-metrics-api";

  /**
   * A Service.
   *
   * @param namespace empty if the manifest has none
   * @param origin the object that it comes from
   */
  private record Service(
      String namespace, String name, List<String> ports, KubernetesObject origin) {
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
        String number = port.present() ? port.rawText() : "" + AgentAddress.DEFAULT_PORT;
        services.add(new Service(namespace, name + OF_THE_OPERATOR, List.of(number), object));
      } else if (object.reference().kind().equals("Service")
          && (name.endsWith(OF_THE_OPERATOR) || name.endsWith(OF_THE_CHART))) {
        services.add(
            new Service(
                namespace,
                name,
                spec.field("ports").items().stream()
                    .map(port -> port.field("port").rawText())
                    .toList(),
                object));
      }
    }
    return new AgentServices(services);
  }

  /**
   * Returns the first address, preferring a Service in the manifests to one that the operator or
   * chart creates.
   */
  Optional<AgentAddress> address() {
    return services.stream()
        .min(Comparator.comparing(one -> !one.origin().reference().kind().equals("Service")))
        .map(
            one ->
                new AgentAddress(
                    one.origin().reference().namespace(),
                    one.name(),
                    one.ports().stream()
                        .filter(port -> port.matches("[1-9][0-9]{0,4}"))
                        .map(Integer::valueOf)
                        .findFirst()
                        .orElse(AgentAddress.DEFAULT_PORT),
                    "It is from "
                        + one.origin()
                        + (one.origin().saysNamespace() ? "." : ", which names no namespace."),
                    one.origin().saysNamespace()));
  }

  /**
   * Adds a problem for each parameter of a trigger that fits none of them, if any exist.
   *
   * @param known whether a parameter of the metric is as written, and not a stand-in
   */
  void check(AgentMetric metric, Predicate<String> known, AuthenticationNodes authentication) {
    Narrowing found = new Narrowing(known, authentication, services);
    found.narrow(
        "datadogMetricsService",
        metric.service(),
        service -> service.name().equals(metric.service()));
    found.narrow(
        "datadogNamespace", metric.namespace(), service -> service.isIn(metric.namespace()));
    found.narrow(
        "datadogMetricsServicePort",
        "" + metric.port(),
        service -> service.ports().contains("" + metric.port()));
  }

  /** The Services that match the parameters checked so far. Confined to one call. */
  private final class Narrowing {
    private final Predicate<String> known;
    private final AuthenticationNodes authentication;
    private List<Service> left;

    Narrowing(Predicate<String> known, AuthenticationNodes authentication, List<Service> all) {
      this.known = known;
      this.authentication = authentication;
      this.left = all;
    }

    void narrow(String parameter, String text, Predicate<Service> fits) {
      if (left.isEmpty() || !known.test(parameter)) {
        return;
      }
      List<Service> fitting = left.stream().filter(fits).toList();
      if (!fitting.isEmpty()) {
        left = fitting;
        return;
      }
      authentication
          .place(parameter)
          .problem(
              parameter
                  + " "
                  + ManifestNode.quote(text)
                  + " matches no external metrics server in the manifests; they define "
                  + services.stream().map(Service::toString).collect(Collectors.joining(", ")));
      // If there is only one, it is the one that is meant.
      left = left.size() == 1 ? left : List.of();
    }
  }
}
