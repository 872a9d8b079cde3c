package io.github.scaler4j.trigger;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import io.github.scaler4j.hpa.MetricTarget;
import io.github.scaler4j.hpa.MetricTargetType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Turns metadata into a trigger, by the rules of KEDA's {@code datadog_scaler.go} and the
 * differences listed in {@code PARAMETERS.md}. One parser parses one trigger.
 *
 * <p>Like KEDA, it checks every parameter's text in both modes. Relations between parameters, and
 * names that only one mode uses, are checked in that mode.
 */
final class TriggerParser {

  private static final Duration LEAST_TIMEOUT = Duration.ofMillis(300);
  private static final List<String> ORDER =
      Arrays.stream(Parameter.values()).map(Parameter::title).toList();
  private static final String METRIC_TYPE = "metricType";

  private final TriggerMetadata input;
  private final ParameterReader parameters;

  TriggerParser(TriggerMetadata input) {
    this.input = input;
    this.parameters = new ParameterReader(input);
  }

  /** Returns warnings about a trigger that this parser returned. */
  List<String> warnings(DatadogTrigger trigger) {
    return new TriggerWarnings(input, parameters, trigger).list();
  }

  DatadogTrigger parse() {
    Optional<Boolean> agentMode =
        parameters.read(Parameter.USE_CLUSTER_AGENT_PROXY, ParameterReader::flag);
    CommonParameters common = common();
    AgentParameters agent = new AgentParameters(parameters);
    ApiParameters api = new ApiParameters(parameters);
    return agentMode
        .<DatadogTrigger>flatMap(
            chosen ->
                chosen
                    ? agent.metric().map(metric -> agentTrigger(common, metric))
                    : api.trigger(common, input.triggerIndex()))
        .orElseThrow(() -> new InvalidTriggerException(inOrder(parameters.problems())));
  }

  private static ClusterAgentTrigger agentTrigger(CommonParameters common, AgentMetric metric) {
    return new ClusterAgentTrigger(
        common.terms(metric.externalName(), common.agentActivation()), metric);
  }

  private CommonParameters common() {
    MetricTargetType type = targetType();
    double target = target();
    double byQuery = activation(Parameter.ACTIVATION_QUERY_VALUE);
    double byTarget = activation(Parameter.ACTIVATION_TARGET_VALUE);
    return new CommonParameters(
        MetricTarget.of(type, target),
        target,
        isGiven(Parameter.ACTIVATION_QUERY_VALUE) ? byQuery : byTarget,
        isGiven(Parameter.ACTIVATION_TARGET_VALUE) ? byTarget : byQuery,
        parameters
            .read(Parameter.METRIC_UNAVAILABLE_VALUE, TriggerParser::fill)
            .orElse(OptionalDouble.empty()),
        timeout());
  }

  private MetricTargetType targetType() {
    MetricTargetType fromMetricType = MetricTargetType.AVERAGE_VALUE;
    switch (input.metricType()) {
      case "", "AverageValue" -> {}
      case "Value" -> fromMetricType = MetricTargetType.VALUE;
      default ->
          parameters.problem(
              METRIC_TYPE,
              ParameterReader.quote(input.metricType())
                  + " is not supported for external metrics; accepted: Value or AverageValue");
    }
    // KEDA looks at the raw text: a blank or padded type is wrong, not unset.
    String type = input.metadata().get(Parameter.TYPE.title());
    if (type == null) {
      return fromMetricType;
    }
    if (!input.metricType().isEmpty()) {
      parameters.problem(
          Parameter.TYPE,
          ParameterReader.quote(type)
              + " together with metricType "
              + ParameterReader.quote(input.metricType())
              + "; accepted: only one of them, and metricType is the newer");
    }
    switch (type.toLowerCase(Locale.ROOT)) {
      case "global" -> {
        return MetricTargetType.VALUE;
      }
      case "average" -> {}
      default -> parameters.refuse(Parameter.TYPE, type, "is neither global nor average");
    }
    return MetricTargetType.AVERAGE_VALUE;
  }

  private double target() {
    Parameter parameter = Parameter.TARGET_VALUE;
    Optional<Double> target = parameters.read(parameter, JsonNumber::parseDouble);
    if (input.metricSource()) {
      // KEDA uses -1 for "none" internally, so a user's -1 means "none" too.
      return target.filter(value -> value != -1).orElse(0.0);
    }
    if (target.isPresent() && target.get() <= 0) {
      parameters.refuse(
          parameter, parameters.text(parameter).orElseThrow(), "is not greater than 0");
    } else if (!isGiven(parameter)) {
      parameters.addMissing(parameter);
    }
    return target.orElse(0.0);
  }

  private double activation(Parameter parameter) {
    return parameters.read(parameter, JsonNumber::parseDouble).orElse(0.0);
  }

  private boolean isGiven(Parameter parameter) {
    return parameters.text(parameter).isPresent();
  }

  private Duration timeout() {
    Duration timeout =
        parameters
            .read(Parameter.TIMEOUT, GoDuration::parse)
            .filter(given -> !given.isZero())
            .orElse(input.defaultTimeout());
    return timeout.isZero() || timeout.isNegative() ? LEAST_TIMEOUT : SharedDurations.of(timeout);
  }

  private static OptionalDouble fill(String text) {
    return text.equals("null")
        ? OptionalDouble.empty()
        : OptionalDouble.of(JsonNumber.parseDouble(text));
  }

  private static List<Problem> inOrder(List<Problem> problems) {
    return problems.stream()
        .sorted(Comparator.comparingInt(problem -> ORDER.indexOf(problem.parameter())))
        .toList();
  }
}
