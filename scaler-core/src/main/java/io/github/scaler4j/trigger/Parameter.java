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
  DATADOG_NAMESPACE(
      "datadogNamespace", AUTHENTICATION, AGENT, Form.LABEL, "", "D16: KEDA takes any text"),
  METRICS_SERVICE(
      "datadogMetricsService", AUTHENTICATION, AGENT, Form.LABEL, "", "D16: KEDA takes any text"),
  METRICS_SERVICE_PORT(
      "datadogMetricsServicePort",
      AUTHENTICATION,
      AGENT,
      Form.PORT,
      "8443",
      "D16: KEDA takes any integer"),
  UNSAFE_SSL("unsafeSsl", AUTHENTICATION, AGENT, Form.FLAG, "false", ""),
  AUTH_MODE(
      "authMode",
      AUTHENTICATION,
      AGENT,
      Form.AUTH_MODE,
      "",
      "D4: unset means bearer if there is a token"),
  TOKEN(
      "token",
      AUTHENTICATION,
      AGENT,
      Form.SECRET,
      "",
      "D4: KEDA sends it with authMode bearer only"),
  CA(
      "ca",
      AUTHENTICATION,
      AGENT,
      Form.PEM,
      "",
      "KEDA's other scalers have it, its datadog scaler ignores it"),
  SERVER_NAME(
      "serverName",
      AUTHENTICATION,
      AGENT,
      Form.HOST,
      "",
      "not in KEDA: the name that the agent's certificate must hold"),
  METRIC_NAME(
      "datadogMetricName", METADATA, AGENT, Form.OBJECT_NAME, "", "D16: KEDA takes any text"),
  METRIC_NAMESPACE(
      "datadogMetricNamespace", METADATA, AGENT, Form.LABEL, "", "D16: KEDA takes any text"),
  ACTIVATION_TARGET_VALUE(
      "activationTargetValue",
      METADATA,
      BOTH,
      Form.NUMBER,
      "0",
      "D3: API mode reads it where activationQueryValue is unset; D12: KEDA panics on null"),
  API_KEY("apiKey", AUTHENTICATION, API, Form.SECRET, "", ""),
  APP_KEY("appKey", AUTHENTICATION, API, Form.SECRET, "", ""),
  SITE(
      "datadogSite",
      AUTHENTICATION,
      API,
      Form.HOST,
      "datadoghq.com",
      "D5: KEDA's client knows five sites"),
  QUERY("query", METADATA, API, Form.QUERY, "", ""),
  AGGREGATOR(
      "queryAggregator",
      METADATA,
      API,
      Form.AGGREGATOR,
      "",
      "D9: needed for several queries; D12: KEDA takes average,max"),
  ACTIVATION_QUERY_VALUE(
      "activationQueryValue",
      METADATA,
      BOTH,
      Form.NUMBER,
      "0",
      "D3: agent mode reads it where activationTargetValue is unset; D12: KEDA panics on null"),
  AGE("age", METADATA, API, Form.INTEGER, "90", "D12: KEDA panics on null"),
  TIME_WINDOW_OFFSET(
      "timeWindowOffset", METADATA, API, Form.INTEGER, "0", "D12: KEDA panics on null"),
  LAST_AVAILABLE_POINT_OFFSET(
      "lastAvailablePointOffset",
      METADATA,
      API,
      Form.INTEGER,
      "0",
      "D8: counts points that have a value; D12: KEDA panics on null"),
  METRIC_UNAVAILABLE_VALUE(
      "metricUnavailableValue",
      METADATA,
      BOTH,
      Form.NUMBER_OR_NULL,
      "",
      "D2, D6, D7: stands in wherever there is no data"),
  HPA_METRIC_NAME("hpaMetricName", METADATA, NEITHER, Form.TEXT, "", ""),
  TARGET_VALUE(
      "targetValue,queryValue",
      METADATA,
      BOTH,
      Form.NUMBER,
      "",
      "D11: greater than 0 unless the trigger is a metric source; D12: KEDA panics on null"),
  USE_CLUSTER_AGENT_PROXY("useClusterAgentProxy", METADATA, BOTH, Form.FLAG, "false", ""),
  TIMEOUT("timeout", METADATA, BOTH, Form.DURATION, "", "D12: what overflows is refused"),
  TYPE(
      "type",
      METADATA,
      BOTH,
      Form.TARGET_TYPE,
      "",
      "D1: global gives Value; KEDA ignores it since 2.18");

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

  /** In which of KEDA's two modes a parameter has an effect. Its text is checked in both. */
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
  private final Origin origin;
  private final Mode mode;
  private final Form form;
  private final String defaultText;
  private final String difference;

  Parameter(
      String title, Origin origin, Mode mode, Form form, String defaultText, String difference) {
    this.title = title;
    this.origin = origin;
    this.mode = mode;
    this.form = form;
    this.defaultText = defaultText;
    this.difference = difference;
  }

  /** Returns the names joined by commas, as KEDA writes them in messages. */
  String title() {
    return title;
  }

  /** Returns the names; the first that isn't blank wins. */
  List<String> names() {
    return List.of(title.split(",", -1));
  }

  Origin origin() {
    return origin;
  }

  Mode mode() {
    return mode;
  }

  Form form() {
    return form;
  }

  /**
   * Returns what stands in for an unset parameter, read as if the user had written it; or empty.
   */
  String defaultText() {
    return defaultText;
  }

  /** Returns how the parameter differs from KEDA's, with the row of the table; or empty. */
  String difference() {
    return difference;
  }

  /** Tells whether the parameter has an effect in a mode. */
  boolean worksIn(Mode chosen) {
    return mode == BOTH || mode == chosen;
  }
}
