package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.AuthorizationException.Refusal;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricOutcome.NoData;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import okhttp3.Headers;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AgentErrorsTest {

  private static final String DENIED =
      "datadogmetric@datadog-keda:nginx-hits.external.metrics.k8s.io is forbidden: User"
          + " \"system:serviceaccount:datadog-keda:nobody\" cannot list resource"
          + " \"datadogmetric@datadog-keda:nginx-hits\" in API group \"external.metrics.k8s.io\" in"
          + " the namespace \"datadog-keda\"";
  private static final String ANONYMOUS =
      DENIED.replace("system:serviceaccount:datadog-keda:nobody", "system:anonymous");
  private static final String FAILED = "Processing data from API failed, reason: ";
  private static final String ALL = "Datadog API call error (all queries), error: ";

  /** Name, status, body; expected: NoData or an exception, whether a retry makes sense, a word. */
  static Stream<Arguments> answers() {
    Class<?> noData = NoData.class;
    Class<?> rejected = QueryRejectedException.class;
    Class<?> limited = RateLimitedException.class;
    Class<?> refused = AuthorizationException.class;
    Class<?> unexpected = UnexpectedResponseException.class;
    return Stream.of(
        status("no token", 403, ANONYMOUS, refused, false, "set authMode bearer and token"),
        status("bad token", 401, "Unauthorized", refused, false, "expired"),
        status("no right", 403, DENIED, refused, false, "verbs: [\"list\"]"),
        status(
            "unknown resource",
            404,
            "the server could not find the requested resource",
            unexpected,
            false,
            "external_metrics_provider.enabled"),
        status("method", 405, "the server does not allow this method", unexpected, false, "405"),
        status("not acceptable", 406, "only the following media types", unexpected, false, "406"),
        status("timeout", 408, "Timeout", unexpected, true, "408"),
        status("no data as 422", 422, "Unprocessable", noData, false, "Unprocessable"),
        status("agent overloaded", 429, "too many requests", limited, false, "overloaded"),
        body("429 without a body", 429, "", limited, false, "without a word"),
        body("500 without a body", 500, "", unexpected, true, "without a word"),
        body("500 with another message", 500, "{\"message\":5}", unexpected, true, "message"),
        body("500 of a gateway", 500, "<h1>no serie was found</h1>", unexpected, true, "<h1>"),
        body("503 of a gateway", 503, "upstream", unexpected, true, "starting or overloaded"),
        body("302", 302, "", unexpected, false, "redirects are not followed"),
        body("204", 204, "", unexpected, false, "204"),
        provider(
            "not found",
            "DatadogMetric not found for metric name: datadogmetric@ns:429, datadogmetricid: ns/429",
            rejected,
            "create this DatadogMetric"),
        provider(
            "bad name",
            "ExternalMetric does not follow DatadogMetric format: datadogmetric@ns:a.403",
            rejected,
            "a-z, 0-9"),
        provider(
            "inactive", "DatadogMetric is invalid, missing error details", noData, "always-active"),
        provider(
            "stale",
            "DatadogMetric is stale, last updated: 2026-01-01 00:00:30 +0000 UTC. Check"
                + " datadog-cluster-agent logs for errors",
            noData,
            "too old"),
        provider(
            "outdated",
            FAILED + "outdated result, check MaxAge setting, query was: avg:a{*}",
            noData,
            "maxAge"),
        provider(
            "outdated, 7.4x",
            "Query returned outdated result, check MaxAge setting, query: avg:a{*}",
            noData,
            "maxAge"),
        provider(
            "outdated, 1.x", "Outdated result from backend, query: avg:a{*}", noData, "maxAge"),
        provider(
            "no serie",
            FAILED
                + "no serie was found for this query in API Response, check Cluster Agent logs for"
                + " QueryIndex errors, query was: avg:http.429{code:403}",
            noData,
            "no series"),
        provider("no data, 1.x", "No data from backend, query: avg:a{*}", noData, "left it out"),
        provider(
            "left out, 7.4x",
            "Unexpected error, query data not found in result, query: avg:a{*}",
            rejected,
            "too long"),
        provider(
            "invalid, 1.x",
            "Invalid metric (from backend), query: avg:a{*}",
            noData,
            "valid point"),
        provider(
            "only nulls",
            FAILED
                + "only null values found in API response (429 points), check data is available in"
                + " the last 300 seconds (interval was 2), query was: avg:a{*}",
            noData,
            "no points"),
        provider(
            "several series",
            FAILED
                + "multiple series found. Please change your query to return a single serie, query"
                + " was: avg:a{*} by {host}",
            rejected,
            "single series"),
        provider("limited", ALL + "429 Too Many Requests", limited, "Datadog limits the agent"),
        provider(
            "limited, with time",
            ALL + "429 Too Many Requests, will retry at: 2026-01-01T00:00:00Z",
            limited,
            "2026-01-01"),
        provider(
            "limited, 7.5x",
            "Global error: Datadog API rate limit exceeded",
            limited,
            "Datadog limits the agent"),
        provider(
            "global, 1.x", "Global error (all queries) from backend", limited, "does not say why"),
        provider(
            "global, 7.4x",
            "Global error (all queries, batch size 35) from backend, invalid syntax in query? Check"
                + " Cluster Agent leader logs for details. Will retry after 30s.",
            limited,
            "does not say why"),
        provider("keys", ALL + "403 Forbidden", refused, "agent's own keys"),
        provider("422", ALL + "422 Unprocessable Entity", noData, "could not evaluate"),
        provider("400", ALL + "400 Bad Request", rejected, "mend the DatadogMetric's query"),
        provider(
            "unparsable",
            "Datadog API call error (single query), error: Error parsing query, query was: avg:",
            rejected,
            "mend the DatadogMetric's query"),
        provider(
            "template",
            "Cannot resolve query: tag not found 429, query: avg:a{%%tag_x%%}",
            rejected,
            "template"),
        retried("upstream 502", ALL + "502 Bad Gateway", "502"),
        retried(
            "upstream timeout",
            ALL
                + "Get \"https://api.datadoghq.com/api/v1/query?query=a429\": context deadline"
                + " exceeded",
            "context deadline"),
        retried("unheard of", "the moon is full", "the moon is full"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void tellsWhoRefusedWhatAndWhatToDo(
      int status, String body, Class<?> expected, boolean retried, String word) throws IOException {
    boolean tokenSent = !body.contains("anonymous");
    Object actual;
    try {
      actual = outcome(status, body, Headers.EMPTY, tokenSent);
    } catch (MetricSourceException e) {
      actual = e;
      assertThat(e).hasMessageContaining(word).message().doesNotContain("\n");
      assertThat(AgentErrors.isTransient(e)).isEqualTo(retried);
    }
    assertThat(actual).isInstanceOf(expected);
    if (actual instanceof NoData none) {
      assertThat(none.reason()).contains(word);
    }
  }

  @Test
  void namesTheRefusal() throws IOException {
    assertThat(refusal(401, "Unauthorized")).isEqualTo(Refusal.AGENT_REFUSED_TOKEN);
    assertThat(refusal(403, ANONYMOUS)).isEqualTo(Refusal.AGENT_SAW_NO_TOKEN);
    assertThat(refusal(403, DENIED)).isEqualTo(Refusal.AGENT_DENIED_RIGHT);
    assertThat(refusal(500, ALL + "403 Forbidden")).isEqualTo(Refusal.DATADOG_REFUSED_AGENT);
  }

  @Test
  void saysWhichRuleGrantsTheMissingRight() throws IOException {
    AuthorizationException denied = denied(403, DENIED);
    assertThat(denied)
        .hasMessageContaining("list datadogmetric@datadog-keda:nginx-hits")
        .hasMessageContaining(
            "{apiGroups: [\"external.metrics.k8s.io\"], resources: [\"*\"], verbs: [\"list\"]}"
                + " bound to system:serviceaccount:datadog-keda:nobody in namespace datadog-keda");
  }

  @Test
  void takesRetryAfterAsTheReset() throws IOException {
    try {
      outcome(429, "", Headers.of("Retry-After", "7"), true);
    } catch (RateLimitedException e) {
      assertThat(e.reset()).contains(Duration.ofSeconds(7));
      return;
    }
    throw new AssertionError("a 429 is an exception");
  }

  @Test
  void showsALongMessageCappedAndOnOneLine() throws IOException {
    try {
      outcome(503, "line\n\u0007".repeat(100_000), Headers.EMPTY, true);
    } catch (UnexpectedResponseException e) {
      assertThat(e.getMessage()).hasSizeLessThan(600).contains("line line").doesNotContain("\n");
      return;
    }
    throw new AssertionError("a 503 is an exception");
  }

  private static Refusal refusal(int status, String message) throws IOException {
    return denied(status, message).refusal();
  }

  private static AuthorizationException denied(int status, String message) throws IOException {
    try {
      outcome(status, TestAgent.statusBody(status, "x", message), Headers.EMPTY, true);
    } catch (AuthorizationException e) {
      return e;
    }
    throw new AssertionError("nothing was refused");
  }

  private static Object outcome(int status, String body, Headers headers, boolean tokenSent)
      throws IOException {
    AgentStatus said = AgentStatus.read(new Buffer().writeUtf8(body));
    return AgentErrors.outcome("agent.test", status, headers, said, tokenSent);
  }

  private static Arguments status(
      String name, int status, String message, Class<?> expected, boolean retried, String word) {
    return body(
        name, status, TestAgent.statusBody(status, "Reason", message), expected, retried, word);
  }

  private static Arguments provider(String name, String message, Class<?> expected, String word) {
    return status(name, 500, "Internal error occurred: " + message, expected, false, word);
  }

  private static Arguments retried(String name, String message, String word) {
    return status(
        name,
        500,
        "Internal error occurred: " + message,
        UnexpectedResponseException.class,
        true,
        word);
  }

  private static Arguments body(
      String name, int status, String body, Class<?> expected, boolean retried, String word) {
    return argumentSet(name, status, body, expected, retried, word);
  }
}
