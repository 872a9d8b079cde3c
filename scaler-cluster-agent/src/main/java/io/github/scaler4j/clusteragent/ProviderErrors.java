package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.Blame;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.AuthorizationException.Refusal;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricOutcome.NoData;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Distinguishes the agent's 500s. Its metrics provider answers HTTP 500 for everything that it
 * can't serve, and only the wording gives the reason.
 *
 * <p>The wordings come from {@code pkg/clusteragent/autoscaling/externalmetrics} and {@code
 * pkg/util/kubernetes/autoscalers} in DataDog/datadog-agent, from version 1.7, the first with
 * DatadogMetrics, to the main branch of August 2026. A wording counts only at the beginning of the
 * agent's sentence, because the queries and Datadog's words that follow may contain anything.
 */
final class ProviderErrors {

  private static final int STATUS = 500;

  /** The prefixes of the reasons: up to 7.64, from 7.58 to 7.64, and from 7.65. */
  private static final Pattern WRAPPING =
      Pattern.compile(
          "^(?:DatadogMetric is invalid, err: )?"
              + "(?:Invalid metric error: |Processing data from API failed, reason: )?");

  /** Datadog's answer to the agent, from 7.65: a status line, Datadog's words, or an I/O fault. */
  private static final Pattern API_CALL =
      Pattern.compile("^Datadog API call error \\([^)]*\\), error: (?:API error )?");

  private static final Pattern STATUS_LINE = Pattern.compile("^([45]\\d\\d)\\b");

  /** Go's words if no answer came. They quote the URL, and with it the queries. */
  private static final Pattern IO_FAULT = Pattern.compile("\\w+ \"https?://");

  private static final String CORRECT_QUERY =
      "correct the DatadogMetric's query; if the agent sends all queries at once, another "
          + "metric's query may be at fault "
          + "(external_metrics_provider.split_batches_with_backoff isolates it)";

  /** A wording and its meaning. The first match counts. */
  private record Rule(Pattern wording, Function<String, MetricOutcome> meaning) {}

  private static final List<Rule> RULES =
      List.of(
          // From 1.7.
          configuration(
              "DatadogMetric not found",
              "create this DatadogMetric, or correct datadogMetricName and"
                  + " datadogMetricNamespace; the agent sees DatadogMetrics only with"
                  + " external_metrics_provider.use_datadogmetric_crd"),
          configuration(
              "ExternalMetric does not follow DatadogMetric format",
              "a DatadogMetric's name and namespace may contain only a-z, 0-9 and '-'"),
          noData(
              "(?:Query returned )?outdated result",
              "Datadog's last point is older than the metric's maxAge"),
          // ParseQuantity's words for NaN and the infinities.
          noData(
              "quantities must match|unable to parse (?:numeric part of )?quantity",
              "the agent's value is not a finite number"),
          // An agent without DatadogMetrics, or one that has no values yet.
          trouble(
              "external metrics invalid",
              "it is starting, or serves no DatadogMetrics: set"
                  + " external_metrics_provider.use_datadogmetric_crd"),
          // 1.7 to 1.12. A query that is missing from all answers belonged to a failed request.
          noData("Invalid metric \\(from backend\\)", "Datadog's answer had no valid point"),
          trouble("No data from backend", "some of its requests to Datadog failed"),
          // 1.7 to 7.64; the error of a metric that was never refreshed is Go's nil.
          noData("<nil>", "the agent has not refreshed it: new, or inactive"),
          new Rule(beginning("Global error \\(all queries"), ProviderErrors::limitedOrInvalid),
          // 1.13 to 7.64: datadog-agent issue 28497.
          noData("no serie returned", "Datadog has no series for the query"),
          trouble(
              "Unexpected error, query data not found",
              "some of its requests to Datadog failed, or the query is too long for a request"),
          // From 1.13.
          configuration(
              "multiple series",
              "remove the query's 'by {...}', so that it returns a single series"),
          configuration(
              "Cannot resolve query",
              "correct the template in the DatadogMetric's query; %%tag_kube_cluster_name%% and"
                  + " %%env_NAME%% are known"),
          // From 7.56.
          noData(
              "DatadogMetric is invalid, missing error details",
              "the agent has not refreshed it: new, or inactive; the annotation"
                  + " external-metrics.datadoghq.com/always-active: \"true\" keeps it active"),
          noData("DatadogMetric is stale", "the agent's last value is too old"),
          noData("no serie was found", "Datadog has no series for the query"),
          // 7.59 to 7.64.
          new Rule(
              beginning("Global error: Datadog API rate limit exceeded"), ProviderErrors::limited),
          // From 7.65.
          noData("only null values", "Datadog's series has no points"),
          configuration(
              "missing result from reply",
              "the agent did not send its query to Datadog: it may be too long for a request"),
          trouble("unknown error", "it does not say why"),
          // 2026.
          configuration("invalid query", CORRECT_QUERY),
          trouble(
              "Datadog API response did not match",
              "Datadog's answer does not assign its series to queries"));

  private ProviderErrors() {}

  /**
   * Interprets a message of the agent's provider.
   *
   * @param message on one line, without Kubernetes' {@code Internal error occurred}
   * @return no data
   * @throws io.github.scaler4j.error.MetricSourceException if it is a fault
   */
  static MetricOutcome outcome(String message) {
    String reason = WRAPPING.matcher(message).replaceFirst("");
    Matcher call = API_CALL.matcher(reason);
    if (call.find()) {
      return refusedByDatadog(reason.substring(call.end()), message);
    }
    for (Rule rule : RULES) {
      if (rule.wording.matcher(reason).lookingAt()) {
        return rule.meaning.apply(message);
      }
    }
    throw unserved(message, "its reason is unknown to this library");
  }

  private static MetricOutcome refusedByDatadog(String words, String message) {
    Matcher line = STATUS_LINE.matcher(words);
    int status = line.find() ? Integer.parseInt(line.group(1)) : 0;
    return switch (status) {
      case 401, 403 -> throw refusedKeys(message);
      case 422 -> new NoData("Datadog could not evaluate the query this time: " + said(message));
      case 429 -> limited(message);
      case 400, 413, 414, 431 -> throw rejection(message, CORRECT_QUERY);
      default -> {
        boolean answered = !IO_FAULT.matcher(words).lookingAt();
        if (answered && status == 0 && Blame.of(words) == Blame.QUERY) {
          throw rejection(message, CORRECT_QUERY);
        }
        throw unserved(message, "its requests to Datadog fail");
      }
    };
  }

  private static Rule noData(String wording, String meaning) {
    return new Rule(beginning(wording), message -> new NoData(meaning + ": " + said(message)));
  }

  private static Rule configuration(String wording, String advice) {
    return new Rule(
        beginning(wording),
        message -> {
          throw rejection(message, advice);
        });
  }

  private static Rule trouble(String wording, String why) {
    return new Rule(
        beginning(wording),
        message -> {
          throw unserved(message, why);
        });
  }

  private static QueryRejectedException rejection(String message, String advice) {
    return new QueryRejectedException(said(message) + "; " + advice);
  }

  private static UnexpectedResponseException unserved(String message, String why) {
    return new UnexpectedResponseException(
        STATUS,
        "the agent has no value: " + why + "; " + said(message),
        new ProviderReason(message));
  }

  private static MetricOutcome limited(String message) {
    throw new RateLimitedException(
        "Datadog limits the agent's requests, not this library's; raise the agent's refresh_period"
            + " or ask Datadog for a higher limit: "
            + said(message),
        RateLimitedException.Details.UNKNOWN,
        new ProviderReason(message));
  }

  private static MetricOutcome limitedOrInvalid(String message) {
    throw new RateLimitedException(
        "all queries of the agent failed at Datadog, and this agent's version does not say why: "
            + "usually a rate limit, otherwise an invalid query; see the log of the leading agent: "
            + said(message),
        RateLimitedException.Details.UNKNOWN,
        new ProviderReason(message));
  }

  private static AuthorizationException refusedKeys(String message) {
    return new AuthorizationException(
        Refusal.DATADOG_REFUSED_AGENT,
        STATUS,
        "Datadog refuses the agent's own keys; the token is fine. Correct the agent's"
            + " DD_API_KEY, DD_APP_KEY and site: "
            + said(message));
  }

  private static String said(String message) {
    return "the agent said '" + message + "'";
  }

  private static Pattern beginning(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
