package io.github.scaler4j.trigger;

import java.util.Optional;

/**
 * Reads the parameters of KEDA's agent mode ({@code useClusterAgentProxy}), without the common
 * ones.
 */
final class AgentParameters {

  private static final String PEM_CERTIFICATE = "-----BEGIN CERTIFICATE-----";
  private static final int MAX_PORT = 65_535;

  private final ParameterReader parameters;
  private final Optional<Long> port;
  private final Optional<Boolean> unsafeSsl;
  private final Optional<SecretSupplier> token;

  /** Reads the parameters that KEDA checks in both modes. */
  AgentParameters(ParameterReader parameters) {
    this.parameters = parameters;
    this.port = parameters.read(Parameter.METRICS_SERVICE_PORT, JsonNumber::parseLong);
    this.unsafeSsl = parameters.read(Parameter.UNSAFE_SSL, ParameterReader::flag);
    this.token = parameters.secret(Parameter.TOKEN);
    Optional<String> authMode = parameters.read(Parameter.AUTH_MODE, AgentParameters::bearer);
    if (authMode.isPresent() && token.isEmpty()) {
      parameters.problem(
          Parameter.TOKEN,
          "missing in the trigger's authentication, "
              + parameters.describeGiven()
              + ", and authMode is bearer"
              + parameters.describeMisplaced(Parameter.TOKEN)
              + "; accepted: "
              + Parameter.TOKEN.accepts().text());
    }
  }

  /** Reads the parameters that only this mode requires; empty if any of them is wrong. */
  Optional<AgentMetric> metric() {
    Optional<String> namespace = required(Parameter.DATADOG_NAMESPACE);
    Optional<String> service = required(Parameter.METRICS_SERVICE);
    service
        .filter(name -> namespace.isPresent() && NameRules.formAddress(name, namespace.get()))
        .ifPresent(
            name ->
                parameters.refuse(
                    Parameter.METRICS_SERVICE, name, "forms an IP address with datadogNamespace"));
    Optional<String> metricNamespace = required(Parameter.METRIC_NAMESPACE);
    parameters.require(Parameter.METRIC_NAME);
    Optional<String> metricName = parameters.read(Parameter.METRIC_NAME, NameRules::object);
    port.filter(number -> number < 1 || number > MAX_PORT)
        .ifPresent(
            number ->
                parameters.refuse(
                    Parameter.METRICS_SERVICE_PORT, Long.toString(number), "is not a port"));
    AgentTls tls = tls();
    return parameters.problems().isEmpty()
        ? Optional.of(
            new AgentMetric(
                service.orElseThrow(),
                namespace.orElseThrow(),
                port.orElseThrow().intValue(),
                metricNamespace.orElseThrow(),
                metricName.orElseThrow(),
                token,
                tls))
        : Optional.empty();
  }

  // KEDA reads neither a CA nor a server name, so a wrong one must not fail a trigger with
  // unsafeSsl.
  private AgentTls tls() {
    if (unsafeSsl.orElse(false)) {
      return new AgentTls(true, Optional.empty(), Optional.empty());
    }
    Optional<String> ca = parameters.text(Parameter.CA);
    if (ca.isPresent() && !ca.get().contains(PEM_CERTIFICATE)) {
      parameters.problem(
          Parameter.CA, "contains no certificate; accepted: " + Parameter.CA.accepts().text());
    }
    return new AgentTls(false, ca, parameters.read(Parameter.SERVER_NAME, NameRules::host));
  }

  private Optional<String> required(Parameter name) {
    parameters.require(name);
    return parameters.read(name, NameRules::label);
  }

  private static String bearer(String text) {
    if (!text.equals("bearer")) {
      throw new IllegalArgumentException("is not a supported authMode");
    }
    return text;
  }
}
