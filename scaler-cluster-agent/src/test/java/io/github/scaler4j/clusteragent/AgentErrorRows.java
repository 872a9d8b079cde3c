package io.github.scaler4j.clusteragent;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.MetricUnavailableException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.fixtures.AgentError;
import io.github.scaler4j.fixtures.AgentFault;
import io.github.scaler4j.fixtures.ClusterAgentServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rows of {@link AgentErrorTableTest}: each fault of the agent, and what a read makes of it.
 */
final class AgentErrorRows {

  static final String NAMESPACE = "shop";
  static final String QUERY = "avg:http.429{code:403}";

  private final Map<String, Row> rows = new LinkedHashMap<>();

  /** A row of the table. {@code status} applies to exceptions that have one. */
  record Row(
      String token,
      String timeout,
      Consumer<ClusterAgentServer> misbehave,
      Class<?> expected,
      int status,
      String word,
      boolean retried,
      boolean filled) {

    Row retries() {
      return new Row(token, timeout, misbehave, expected, status, word, true, filled);
    }

    Row within(String newTimeout) {
      return new Row(token, newTimeout, misbehave, expected, status, word, retried, filled);
    }
  }

  private AgentErrorRows() {
    access();
    answers();
    faults();
  }

  /** Returns all rows by their names. */
  static Map<String, Row> all() {
    return new AgentErrorRows().rows;
  }

  private void access() {
    add("no token", refused("", 403, "set authMode bearer and token"));
    add("unknown token", refused("stranger", 401, "unknown to the cluster or expired"));
    add(
        "missing permission",
        refused(
            "elsewhere",
            403,
            "the permission to list datadogmetric@shop:hits is missing: grant it with a ClusterRole"
                + " rule - {apiGroups: [\"external.metrics.k8s.io\"], resources: [\"*\"], verbs:"
                + " [\"list\"]} bound to system:serviceaccount:keda:nobody in namespace shop"));
  }

  private void answers() {
    noData(AgentError.NO_DETAILS, "always-active");
    noData(AgentError.STALE, "too old", "2026-01-01 00:00:30 +0000 UTC");
    noData(AgentError.OUTDATED, "maxAge", QUERY);
    noData(AgentError.OUTDATED_OLD, "maxAge", QUERY);
    noData(AgentError.NO_SERIES, "no series", QUERY);
    noData(AgentError.NO_SERIES_OLD, "no series", QUERY);
    noData(AgentError.ONLY_NULLS, "no points", 429, 300, 2, QUERY);
    noData(AgentError.UNPROCESSABLE, "could not evaluate");
    rejected(AgentError.NOT_FOUND, "create this", "datadogmetric@shop:x", "shop/x");
    rejected(AgentError.BAD_NAME, "a-z, 0-9", "datadogmetric@shop:a.403");
    rejected(AgentError.MULTIPLE_SERIES, "single series", QUERY);
    rejected(AgentError.UNRESOLVED, "template", QUERY);
    rejected(AgentError.API_CALL, "correct the DatadogMetric's query", "400 Bad Request");
    limited(AgentError.RATE_LIMITED, "Datadog limits the agent's requests");
    limited(AgentError.RATE_LIMITED_RETRY, "2026-01-01T00:01:00Z", "2026-01-01T00:01:00Z");
    limited(AgentError.RATE_LIMITED_7_5X, "Datadog limits the agent's requests");
    limited(AgentError.API_CALL_7_5X, "does not say why");
    add(
        AgentError.KEYS_REFUSED.name(),
        row(
            fault(AgentFault.error(AgentError.KEYS_REFUSED.message())),
            AuthorizationException.class,
            500,
            "agent's own keys"));
    unexpected(AgentError.INDEX_MISMATCH, "did not match the submitted query batch");
    unexpected(AgentError.NOT_ASKED, "some of its requests", QUERY);
    add(
        "an upstream that is down",
        row(
            fault(AgentFault.error(AgentError.API_CALL.message("502 Bad Gateway"))),
            UnexpectedResponseException.class,
            500,
            "502 Bad Gateway"));
    add(
        "a reason of an agent to come",
        row(
            fault(AgentFault.error("the moon is full")),
            UnexpectedResponseException.class,
            500,
            "unknown to this library"));
  }

  private void faults() {
    Class<?> transport = TransportException.class;
    Class<?> unexpected = UnexpectedResponseException.class;
    add("overload", row(fault(AgentFault.unavailable()), unexpected, 503, "overloaded").retries());
    add("stall", row(fault(AgentFault.stall()), transport, 0, "within").within("700"));
    add(
        "drip",
        row(fault(AgentFault.drip(Duration.ofMillis(50))), transport, 0, "within").within("700"));
    add("cut", row(fault(AgentFault.cut()), transport, 0, "localhost").retries());
    add("html", row(fault(AgentFault.html()), unexpected, 200, "unexpected body"));
    for (String body :
        List.of(
            "",
            "null",
            "[]",
            "{\"message\":\"Forbidden\"}",
            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"items\":[]}",
            "{\"kind\":\"ExternalMetricValueList\",\"apiVersion\":\"custom.metrics.k8s.io/v1beta1\","
                + "\"items\":[{\"value\":\"0\"}]}",
            "{\"items\":[{\"metricName\":\"datadogmetric@shop:other\",\"value\":\"0\"}]}")) {
      add("200 " + body, row(fault(AgentFault.ok(body)), unexpected, 200, "unexpected body"));
    }
    add("404, unreadable", row(fault(AgentFault.unreadable(404)), unexpected, 404, "8443"));
    add(
        "overload, unreadable",
        row(fault(AgentFault.unreadable(503)), unexpected, 503, "empty body").retries());
    add(
        "a reason of an old agent to come",
        row(
            fault(AgentFault.wrappedError("the moon is full")),
            unexpected,
            500,
            "unknown to this library"));
    add("huge", row(fault(AgentFault.huge(100_000_000)), unexpected, 200, "unexpected body"));
  }

  static Row row(
      Consumer<ClusterAgentServer> misbehave, Class<?> expected, int status, String word) {
    return new Row("reader", "20000", misbehave, expected, status, word, false, false);
  }

  private static Row refused(String token, int status, String word) {
    return new Row(
        token, "20000", agent -> {}, AuthorizationException.class, status, word, false, false);
  }

  private static Consumer<ClusterAgentServer> fault(AgentFault fault) {
    return agent -> agent.fault(NAMESPACE, "hits", fault);
  }

  private void noData(AgentError error, String word, Object... arguments) {
    Consumer<ClusterAgentServer> answer = fault(AgentFault.error(error.message(arguments)));
    Class<?> expected = MetricUnavailableException.class;
    add(error.name(), new Row("reader", "20000", answer, expected, 0, word, false, true));
  }

  private void rejected(AgentError error, String word, Object... arguments) {
    addError(error, QueryRejectedException.class, word, arguments);
  }

  private void limited(AgentError error, String word, Object... arguments) {
    addError(error, RateLimitedException.class, word, arguments);
  }

  private void addError(
      AgentError error,
      Class<? extends MetricSourceException> expected,
      String word,
      Object... arguments) {
    add(error.name(), row(fault(AgentFault.error(error.message(arguments))), expected, 500, word));
  }

  private void unexpected(AgentError error, String word, Object... arguments) {
    Consumer<ClusterAgentServer> answer = fault(AgentFault.error(error.message(arguments)));
    add(error.name(), row(answer, UnexpectedResponseException.class, 500, word));
  }

  private void add(String name, Row row) {
    rows.put(name, row);
  }
}
