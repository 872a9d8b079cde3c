package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricOutcome.NoData;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent's sentences by version, as its source code formats them. */
class ProviderErrorsTest {

  private static final Class<?> NO_DATA = NoData.class;
  private static final Class<?> CONFIGURATION = QueryRejectedException.class;
  private static final Class<?> LIMIT = RateLimitedException.class;
  private static final Class<?> KEYS = AuthorizationException.class;
  private static final Class<?> TROUBLE = UnexpectedResponseException.class;

  // The user's words that have a meaning elsewhere.
  private static final String QUERY = "avg:http.429{code:403,error:invalid query} by {no serie}";

  private static final String OLD = "DatadogMetric is invalid, err: ";
  private static final String ALL = "Datadog API call error (all queries), error: ";
  private static final String FAILED = "Processing data from API failed, reason: ";
  private static final String WAS = ", query was: " + QUERY;
  private static final String AT = ", will retry at: 2026-01-01 00:00:30";

  /** Versions, sentence; its meaning, a word of the advice. */
  static Stream<Arguments> sentences() {
    return Stream.of(
        // All versions
        said(
            "1.7-",
            "DatadogMetric not found for metric name: datadogmetric@ns:429, datadogmetricid: ns/429",
            CONFIGURATION,
            "create this DatadogMetric"),
        said(
            "1.7-",
            "ExternalMetric does not follow DatadogMetric format: datadogmetric@ns:a.403",
            CONFIGURATION,
            "a-z, 0-9"),
        said("1.7-, ConfigMap store", "external metrics invalid", TROUBLE, "use_datadogmetric_crd"),
        said(
            "1.7-, a value of NaN",
            "quantities must match the regular expression"
                + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
            NO_DATA,
            "not a finite number"),
        said(
            "1.7-, a value of +Inf",
            "unable to parse quantity's suffix",
            NO_DATA,
            "not a finite number"),
        // 1.7 to 1.12
        said("1.7-1.12", OLD + "Invalid metric (from backend), query: " + QUERY, NO_DATA, "valid"),
        said("1.7-1.12", OLD + "Outdated result from backend, query: " + QUERY, NO_DATA, "maxAge"),
        said("1.7-1.12", OLD + "No data from backend, query: " + QUERY, TROUBLE, "some of its"),
        said(
            "1.7-1.12", OLD + "Global error (all queries) from backend", LIMIT, "does not say why"),
        said("1.7-7.64, never refreshed", OLD + "<nil>", NO_DATA, "not refreshed"),
        // 1.13 to 7.57
        said(
            "1.13-7.57",
            OLD
                + "no serie returned for this query, check data is available in the last 300 "
                + "seconds"
                + WAS,
            NO_DATA,
            "no series"),
        said(
            "1.13-7.57",
            OLD
                + "multiple series found. Please change your query to return a single serie"
                + WAS
                + ", will retry after 2026-01-01T00:00:30Z.",
            CONFIGURATION,
            "single series"),
        said(
            "1.13-7.57",
            OLD + "Query returned outdated result, check MaxAge setting, query: " + QUERY,
            NO_DATA,
            "maxAge"),
        said(
            "1.13-7.57",
            OLD + "Unexpected error, query data not found in result, query: " + QUERY,
            TROUBLE,
            "some of its requests"),
        said(
            "1.13-7.57",
            OLD
                + "Global error (all queries) from backend, invalid syntax in query? Check Cluster"
                + " Agent leader logs for details",
            LIMIT,
            "does not say why"),
        said(
            "7.47-7.57",
            OLD
                + "Global error (all queries, batch size 35) from backend, invalid syntax in query?"
                + " Check Cluster Agent leader logs for details. Will retry after"
                + " 2026-01-01T00:00:30Z.",
            LIMIT,
            "does not say why"),
        said(
            "7.39-",
            OLD + "Cannot resolve query: cannot resolve tag template \"429\": tag is not supported",
            CONFIGURATION,
            "template"),
        said(
            "7.39-",
            "Cannot resolve query: failed to retrieve env var \"FORBIDDEN\"",
            CONFIGURATION,
            "template"),
        said(
            "7.39-",
            "Cannot resolve query: template variable \"host\" is unknown",
            CONFIGURATION,
            "template"),
        // 7.56 on
        said(
            "7.56-",
            "DatadogMetric is stale, last updated: 2026-01-01 00:00:30 +0000 UTC. Check"
                + " datadog-cluster-agent logs for errors",
            NO_DATA,
            "too old"),
        said("7.56-", "DatadogMetric is invalid, missing error details", NO_DATA, "always-active"),
        // 7.58 to 7.64
        said(
            "7.58-7.64",
            OLD
                + "Invalid metric error: no serie was found for this query in API Response, check"
                + " Cluster Agent logs for QueryIndex errors"
                + WAS,
            NO_DATA,
            "no series"),
        said(
            "7.58-7.64",
            "Invalid metric error: multiple series found. Please change your query to return a "
                + "single"
                + " serie"
                + WAS
                + ", will retry after 2026-01-01T00:00:30Z",
            CONFIGURATION,
            "single series"),
        said(
            "7.58-7.64, no error at hand",
            "Invalid metric error: <nil>" + WAS,
            NO_DATA,
            "inactive"),
        said(
            "7.59-7.64",
            "Global error: Datadog API rate limit exceeded",
            LIMIT,
            "Datadog limits the agent"),
        // 7.65 on
        said("7.65-", FAILED + "outdated result, check MaxAge setting" + WAS, NO_DATA, "maxAge"),
        said(
            "7.65-",
            FAILED
                + "no serie was found for this query in API Response, check Cluster Agent logs for"
                + " QueryIndex errors"
                + WAS
                + AT,
            NO_DATA,
            "no series"),
        said(
            "7.65-",
            FAILED
                + "only null values found in API response (429 points), check data is available in"
                + " the last 300 seconds (interval was 2)"
                + WAS,
            NO_DATA,
            "no points"),
        said(
            "7.65-",
            FAILED
                + "multiple series found. Please change your query to return a single serie"
                + WAS,
            CONFIGURATION,
            "single series"),
        said("7.65-", FAILED + "missing result from reply" + WAS, CONFIGURATION, "too long"),
        said("7.65-", FAILED + "unknown error" + WAS + AT, TROUBLE, "does not say why"),
        said("7.65-", ALL + "429 Too Many Requests", LIMIT, "Datadog limits the agent"),
        said("7.65-", ALL + "429 Too Many Requests" + AT, LIMIT, "2026-01-01"),
        said("7.65-", ALL + "403 Forbidden", KEYS, "agent's own keys"),
        said("7.65-", ALL + "401 Unauthorized", KEYS, "agent's own keys"),
        said("7.65-", ALL + "422 Unprocessable Entity", NO_DATA, "could not evaluate"),
        said("7.65-", ALL + "400 Bad Request" + AT, CONFIGURATION, "correct the DatadogMetric's"),
        // The agent does not recognise a status line with a hyphen, and keeps it.
        said(
            "7.65-",
            ALL + "API error 414 Request-URI Too Large: <html><h1>429 403</h1></html>",
            CONFIGURATION,
            "correct the DatadogMetric's"),
        said("7.65-", ALL + "502 Bad Gateway", TROUBLE, "its requests to Datadog fail"),
        said(
            "7.65-",
            ALL
                + "Error parsing query:  unable to parse "
                + QUERY
                + ": Rule 'scope_expr' didn't match",
            CONFIGURATION,
            "correct the DatadogMetric's"),
        said("7.65-", ALL + "Invalid query input: ", CONFIGURATION, "correct the DatadogMetric's"),
        said("7.65-", ALL + "Query timed out", TROUBLE, "its requests to Datadog fail"),
        said(
            "7.65-",
            ALL
                + "Get \"https://api.datadoghq.com/api/v1/query?query=invalid query 429\": context"
                + " deadline exceeded",
            TROUBLE,
            "context deadline"),
        said(
            "7.65-",
            ALL + "invalid character '<' looking for beginning of value",
            TROUBLE,
            "its requests to Datadog fail"),
        // 2026
        said(
            "2026",
            FAILED + "invalid query \"" + QUERY + "\": query contains a top-level comma" + WAS,
            CONFIGURATION,
            "split_batches_with_backoff"),
        said(
            "2026",
            FAILED + "Datadog API response did not match the submitted query batch" + WAS,
            TROUBLE,
            "does not assign its series"),
        // Versions to come
        said("?", "the moon is full", TROUBLE, "unknown to this library"),
        said("?", FAILED + "the moon is full" + WAS, TROUBLE, "unknown to this library"),
        said("?", OLD + "the moon is full", TROUBLE, "unknown to this library"),
        said("?", "", TROUBLE, "unknown to this library"));
  }

  private static Arguments said(String versions, String sentence, Class<?> meaning, String word) {
    return argumentSet(versions + ": " + sentence, sentence, meaning, word);
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void recognizesTheAgentsWords(String sentence, Class<?> meaning, String word) {
    expect(sentence, meaning, word);
  }

  /** Old agents wrap every reason, so the known ones have the same meaning in the wrapping. */
  @ParameterizedTest
  @MethodSource("sentences")
  void recognizesItInTheWrappingOfOldAgents(String sentence, Class<?> meaning, String word) {
    if (!sentence.startsWith("DatadogMetric is invalid, ")) {
      expect(OLD + sentence, meaning, word);
    }
  }

  private static void expect(String sentence, Class<?> meaning, String word) {
    Object actual;
    try {
      actual = ProviderErrors.outcome(sentence);
    } catch (MetricSourceException e) {
      assertThat(e).hasMessageContaining(word).hasMessageContaining(sentence);
      assertThat(AgentErrorReader.isTransient(e)).as("worth repeating at once").isFalse();
      assertThat(AgentErrorReader.countsAgainstHost(e)).isFalse();
      assertThat(AgentErrorReader.canAnotherAnswer(e)).isFalse();
      actual = e;
    }
    assertThat(actual).isInstanceOf(meaning);
    if (actual instanceof NoData none) {
      assertThat(none.reason()).contains(word).contains(sentence);
    }
  }

  @Test
  void findsAReasonOnlyAtTheBeginning() {
    for (String reason :
        new String[] {"outdated result", "no serie was found", "403 Forbidden", "invalid query"}) {
      expect("the query '" + reason + "' is odd", TROUBLE, "unknown to this library");
    }
  }
}
