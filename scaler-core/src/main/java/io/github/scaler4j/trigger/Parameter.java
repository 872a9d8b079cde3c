package io.github.scaler4j.trigger;

import static io.github.scaler4j.trigger.Parameter.Mode.AGENT;
import static io.github.scaler4j.trigger.Parameter.Mode.API;
import static io.github.scaler4j.trigger.Parameter.Mode.BOTH;
import static io.github.scaler4j.trigger.Parameter.Mode.NEITHER;
import static io.github.scaler4j.trigger.Parameter.Origin.AUTHENTICATION;
import static io.github.scaler4j.trigger.Parameter.Origin.METADATA;

import java.util.List;

/**
 * Every parameter of a {@code datadog} trigger, in the order of KEDA's struct: what the parser
 * reads, and what {@code PARAMETERS.md} lists.
 *
 * <p>KEDA reads none of them from the environment: {@code ...FromEnv} has no effect.
 */
enum Parameter {
  DATADOG_NAMESPACE("datadogNamespace", AUTHENTICATION, AGENT, AcceptedText.LABEL, ""),
  METRICS_SERVICE("datadogMetricsService", AUTHENTICATION, AGENT, AcceptedText.LABEL, ""),
  METRICS_SERVICE_PORT(
      "datadogMetricsServicePort", AUTHENTICATION, AGENT, AcceptedText.PORT, "8443"),
  UNSAFE_SSL("unsafeSsl", AUTHENTICATION, AGENT, AcceptedText.FLAG, "false"),
  AUTH_MODE("authMode", AUTHENTICATION, AGENT, AcceptedText.AUTH_MODE, ""),
  TOKEN("token", AUTHENTICATION, AGENT, AcceptedText.SECRET, ""),
  CA("ca", AUTHENTICATION, AGENT, AcceptedText.PEM, ""),
  SERVER_NAME("serverName", AUTHENTICATION, AGENT, AcceptedText.HOST, ""),
  METRIC_NAME("datadogMetricName", METADATA, AGENT, AcceptedText.OBJECT_NAME, ""),
  METRIC_NAMESPACE("datadogMetricNamespace", METADATA, AGENT, AcceptedText.LABEL, ""),
  ACTIVATION_TARGET_VALUE("activationTargetValue", METADATA, BOTH, AcceptedText.NUMBER, "0"),
  API_KEY("apiKey", AUTHENTICATION, API, AcceptedText.SECRET, ""),
  APP_KEY("appKey", AUTHENTICATION, API, AcceptedText.SECRET, ""),
  SITE("datadogSite", AUTHENTICATION, API, AcceptedText.HOST, "datadoghq.com"),
  QUERY("query", METADATA, API, AcceptedText.QUERY, ""),
  AGGREGATOR("queryAggregator", METADATA, API, AcceptedText.AGGREGATOR, ""),
  ACTIVATION_QUERY_VALUE("activationQueryValue", METADATA, BOTH, AcceptedText.NUMBER, "0"),
  AGE("age", METADATA, API, AcceptedText.INTEGER, "90"),
  TIME_WINDOW_OFFSET("timeWindowOffset", METADATA, API, AcceptedText.INTEGER, "0"),
  LAST_AVAILABLE_POINT_OFFSET("lastAvailablePointOffset", METADATA, API, AcceptedText.INTEGER, "0"),
  METRIC_UNAVAILABLE_VALUE(
      "metricUnavailableValue", METADATA, BOTH, AcceptedText.NUMBER_OR_NULL, ""),
  HPA_METRIC_NAME("hpaMetricName", METADATA, NEITHER, AcceptedText.TEXT, ""),
  TARGET_VALUE("targetValue,queryValue", METADATA, BOTH, AcceptedText.NUMBER, ""),
  USE_CLUSTER_AGENT_PROXY("useClusterAgentProxy", METADATA, BOTH, AcceptedText.FLAG, "false"),
  TIMEOUT("timeout", METADATA, BOTH, AcceptedText.DURATION, ""),
  TYPE("type", METADATA, BOTH, AcceptedText.TARGET_TYPE, "");

  /** Where a parameter is written. */
  enum Origin {
    METADATA("metadata"),
    AUTHENTICATION("authentication");

    private final String title;

    Origin(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** The modes in which a parameter has an effect. Its text is checked in both. */
  enum Mode {
    BOTH("both"),
    API("API"),
    AGENT("agent"),
    NEITHER("ignored");

    private final String title;

    Mode(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // List.of gives an immutable list.
  private final List<String> names;

  private final Origin origin;
  private final Mode mode;
  private final AcceptedText accepts;
  private final String defaultText;

  Parameter(String title, Origin origin, Mode mode, AcceptedText accepts, String defaultText) {
    this.title = title;
    this.names = List.of(title.split(",", -1));
    this.origin = origin;
    this.mode = mode;
    this.accepts = accepts;
    this.defaultText = defaultText;
  }

  /** Returns the names joined by commas, as KEDA writes them in messages. */
  String title() {
    return title;
  }

  /** Returns the names; the first that isn't blank wins. */
  List<String> names() {
    return names;
  }

  Origin origin() {
    return origin;
  }

  Mode mode() {
    return mode;
  }

  AcceptedText accepts() {
    return accepts;
  }

  /**
   * Returns the default text of an unset parameter, which is read as if the user had written it;
   * empty for none.
   */
  String defaultText() {
    return defaultText;
  }

  /** Returns whether the parameter has an effect in a mode. */
  boolean worksIn(Mode chosen) {
    return mode == BOTH || mode == chosen;
  }
}
