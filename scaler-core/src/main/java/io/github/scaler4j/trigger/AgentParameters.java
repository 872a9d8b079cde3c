package io.github.scaler4j.trigger;

import io.github.scaler4j.hpa.MetricSpec;
import java.util.Optional;

/** What KEDA's agent mode ({@code useClusterAgentProxy}) reads beside the common parameters. */
final class AgentParameters {

  private static final String PEM_CERTIFICATE = "-----BEGIN CERTIFICATE-----";
  private static final int MAX_PORT = 65_535;

  private final Parameters parameters;
  private final Optional<Long> port;
  private final Optional<Boolean> unsafeSsl;
  private final Optional<SecretSupplier> token;
  private Optional<String> namespace = Optional.empty();
  private Optional<String> service = Optional.empty();
  private Optional<String> metricNamespace = Optional.empty();
  private Optional<String> metricName = Optional.empty();
  private AgentTls tls = AgentTls.SYSTEM;

  /** Reads the parameters, and checks what KEDA checks in both modes. */
  AgentParameters(Parameters parameters) {
    this.parameters = parameters;
    this.port = parameters.read(Parameter.METRICS_SERVICE_PORT, JsonNumber::parseLong);
    this.unsafeSsl = parameters.read(Parameter.UNSAFE_SSL, Parameters::flag);
    this.token = parameters.secret(Parameter.TOKEN);
    Optional<String> authMode = parameters.read(Parameter.AUTH_MODE, AgentParameters::bearer);
    if (authMode.isPresent() && token.isEmpty()) {
      parameters.problem(
          Parameter.TOKEN,
          "missing, and authMode is bearer; accepted: " + Parameter.TOKEN.form().accepted());
    }
  }

  /** Checks what only this mode asks for. */
  void require() {
    namespace = required(Parameter.DATADOG_NAMESPACE);
    service = required(Parameter.METRICS_SERVICE);
    metricNamespace = required(Parameter.METRIC_NAMESPACE);
    parameters.require(Parameter.METRIC_NAME);
    metricName = parameters.read(Parameter.METRIC_NAME, Names::object);
    port.filter(number -> number < 1 || number > MAX_PORT)
        .ifPresent(
            number ->
                parameters.refuse(
                    Parameter.METRICS_SERVICE_PORT, Long.toString(number), "is no port"));
    tls = tls();
  }

  // KEDA reads neither a CA nor a server name, so beside unsafeSsl they must not stop a trigger.
  private AgentTls tls() {
    if (unsafeSsl.orElse(false)) {
      return new AgentTls(true, Optional.empty(), Optional.empty());
    }
    Optional<String> ca = parameters.text(Parameter.CA);
    if (ca.isPresent() && !ca.get().contains(PEM_CERTIFICATE)) {
      parameters.problem(
          Parameter.CA, "holds no certificate; accepted: " + Parameter.CA.form().accepted());
    }
    return new AgentTls(false, ca, parameters.read(Parameter.SERVER_NAME, Names::host));
  }

  /** Makes the trigger; only once there are no problems. */
  ClusterAgentTrigger trigger(CommonParameters common) {
    String metric =
        HpaMetricName.ofDatadogMetric(metricNamespace.orElseThrow(), metricName.orElseThrow());
    return new ClusterAgentTrigger(
        new MetricSpec(metric, common.target()),
        common.targetValue(),
        common.agentActivation(),
        common.fill(),
        common.timeout(),
        service.orElseThrow(),
        namespace.orElseThrow(),
        port.orElseThrow().intValue(),
        metricNamespace.orElseThrow(),
        metricName.orElseThrow(),
        token,
        tls);
  }

  private Optional<String> required(Parameter name) {
    parameters.require(name);
    return parameters.read(name, Names::label);
  }

  private static String bearer(String text) {
    if (!text.equals("bearer")) {
      throw new IllegalArgumentException("is no authMode of this scaler");
    }
    return text;
  }
}
