package io.github.scaler4j.trigger;

import static io.github.scaler4j.trigger.Parameter.Mode.AGENT;
import static io.github.scaler4j.trigger.Parameter.Mode.API;
import static io.github.scaler4j.trigger.Parameter.Origin.AUTHENTICATION;
import static io.github.scaler4j.trigger.Parameter.Origin.METADATA;

import io.github.scaler4j.trigger.Parameter.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds settings of a trigger that are valid but probably not intended. Confined to one call. */
final class TriggerWarnings {

  private static final Duration SHORT_AGE = Duration.ofSeconds(60);
  private static final Duration SHORT_TIMEOUT = Duration.ofMillis(250);

  private final TriggerMetadata input;
  private final ParameterReader parameters;
  private final DatadogTrigger trigger;
  private final List<String> warnings = new ArrayList<>();

  TriggerWarnings(TriggerMetadata input, ParameterReader parameters, DatadogTrigger trigger) {
    this.input = input;
    this.parameters = parameters;
    this.trigger = trigger;
  }

  /** Returns the warnings, each naming its parameter first. */
  List<String> list() {
    warnOfCommonParameters();
    if (trigger instanceof ApiTrigger api) {
      warnOfApiParameters(api);
    } else if (trigger instanceof ClusterAgentTrigger agent) {
      warnOfAgentParameters(agent);
    }
    warnOfKeysWithoutEffect(trigger instanceof ApiTrigger ? API : AGENT);
    warnOfUnknownKeys();
    return List.copyOf(warnings);
  }

  private void warnOfCommonParameters() {
    if (input.metadata().containsKey(Parameter.TYPE.title())) {
      warn(
          Parameter.TYPE,
          "is deprecated; set the trigger's metricType to "
              + trigger.metricSpec().target().type().kubernetesName()
              + " instead");
    }
    if (trigger.timeout().compareTo(SHORT_TIMEOUT) < 0) {
      parameters
          .text(Parameter.TIMEOUT)
          .ifPresent(
              text ->
                  warn(
                      Parameter.TIMEOUT,
                      ParameterReader.quote(text)
                          + " is under 250 ms; a bare number is milliseconds; write 30s for 30"
                          + " seconds"));
    }
    if (trigger.targetValue() > 0 && trigger.metricSpec().target().quantity().milliValue() == 0) {
      warn(
          Parameter.TARGET_VALUE,
          "rounds to 0, which Kubernetes refuses as a target; scale the query up");
    }
    List<String> names = Parameter.TARGET_VALUE.names();
    if (names.stream().filter(this::isGiven).count() > 1) {
      warnings.add(names.get(1) + " has no effect with " + names.get(0));
    }
  }

  private void warnOfApiParameters(ApiTrigger api) {
    if (api.query().age().compareTo(SHORT_AGE) < 0) {
      warn(
          Parameter.AGE,
          "is only "
              + api.query().age().toSeconds()
              + " s; windows under 60 s are often empty, since points arrive late");
    }
    warnOfShadowing(Parameter.ACTIVATION_QUERY_VALUE, Parameter.ACTIVATION_TARGET_VALUE);
  }

  private void warnOfAgentParameters(ClusterAgentTrigger agent) {
    if (agent.metric().tls().unsafeSsl()) {
      warn(
          Parameter.UNSAFE_SSL,
          "accepts any certificate, so anyone on the network path can read the token; prefer ca"
              + " and serverName");
      if (parameters.text(Parameter.CA).isPresent()
          || parameters.text(Parameter.SERVER_NAME).isPresent()) {
        warnings.add("ca and serverName have no effect with unsafeSsl");
      }
    }
    if (agent.metric().token().isEmpty()) {
      warn(Parameter.TOKEN, "is not set, so the agent will see an anonymous request");
    }
    if (agent.metric().metricName().indexOf('.') >= 0) {
      warn(
          Parameter.METRIC_NAME,
          ParameterReader.quote(agent.metric().metricName())
              + " contains a dot; the agent can't find such a name");
    }
    warnOfShadowing(Parameter.ACTIVATION_TARGET_VALUE, Parameter.ACTIVATION_QUERY_VALUE);
  }

  private void warnOfShadowing(Parameter own, Parameter other) {
    if (parameters.text(own).isPresent() && parameters.text(other).isPresent()) {
      warnings.add(other.title() + " has no effect with " + own.title());
    }
  }

  private void warnOfKeysWithoutEffect(Parameter.Mode mode) {
    for (Parameter parameter : Parameter.values()) {
      boolean works = parameter.worksIn(mode);
      for (String name : parameter.names()) {
        boolean given =
            parameter.origin() == METADATA ? isGiven(name) : input.authParams().containsKey(name);
        if (!works && given) {
          warnings.add(name + " has no effect " + where(mode, parameter));
        }
      }
    }
  }

  private static String where(Parameter.Mode mode, Parameter parameter) {
    if (parameter.mode() == Parameter.Mode.NEITHER) {
      return "in either mode; the query or the DatadogMetric names the metric";
    }
    return mode == API ? "without useClusterAgentProxy" : "with useClusterAgentProxy";
  }

  private void warnOfUnknownKeys() {
    for (String key : unknown(input.metadata().keySet(), METADATA)) {
      warnings.add(
          ParameterReader.quote(key)
              + (key.endsWith(ParameterReader.FROM_ENV)
                  ? " has no effect; this scaler reads nothing from the environment"
                  : advice(key, METADATA)
                      .orElse(" is not a parameter of this scaler; PARAMETERS.md lists them")));
    }
    // An authentication may serve other scalers too, so their names are not mistakes.
    for (String key : unknown(input.authParams().keySet(), AUTHENTICATION)) {
      advice(key, AUTHENTICATION)
          .ifPresent(advice -> warnings.add(ParameterReader.quote(key) + advice));
    }
  }

  /** Returns the keys that nothing reads from this place, in their order. */
  private static Set<String> unknown(Set<String> keys, Origin place) {
    Set<String> unknown = new TreeSet<>(keys);
    for (Parameter parameter : Parameter.values()) {
      if (parameter.origin() == place) {
        parameter.names().forEach(unknown::remove);
      }
    }
    return unknown;
  }

  /** Says what to do with a key that is in the wrong place, or has the wrong case. */
  private static Optional<String> advice(String key, Origin place) {
    for (Parameter parameter : Parameter.values()) {
      for (String name : parameter.names()) {
        if (name.equalsIgnoreCase(key)) {
          return Optional.of(
              " in the trigger's "
                  + place.title()
                  + " has no effect; "
                  + (parameter.origin() == place
                      ? "write " + name
                      : name + " is read from the trigger's " + parameter.origin().title()));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isGiven(String name) {
    return !GoSpace.trim(input.metadata().getOrDefault(name, "")).isEmpty();
  }

  private void warn(Parameter parameter, String text) {
    warnings.add(parameter.title() + " " + text);
  }
}
