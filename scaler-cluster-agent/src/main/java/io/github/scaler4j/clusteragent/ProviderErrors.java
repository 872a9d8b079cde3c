package io.github.scaler4j.clusteragent;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.AuthorizationException.Refusal;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricOutcome.NoData;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Tells the agent's 500s apart: its metrics provider answers HTTP 500 to everything that it can't
 * serve, and only the wording says why. The wordings are those of agent versions from 1.9 to today
 * ({@code pkg/clusteragent/autoscaling/externalmetrics}).
 */
final class ProviderErrors {

  private static final int STATUS = 500;

  /** A wording, and what it means; the first that is found in a message counts. */
  private record Rule(Pattern wording, Function<String, MetricOutcome> meaning) {}

  private static final List<Rule> RULES =
      List.of(
          // Texts that end in words of the user's stand first, each found at its beginning.
          rejected(
              "^DatadogMetric not found",
              "create this DatadogMetric, or mend datadogMetricName and datadogMetricNamespace; the"
                  + " agent sees DatadogMetrics only with"
                  + " external_metrics_provider.use_datadogmetric_crd"),
          rejected(
              "^ExternalMetric does not follow DatadogMetric format",
              "a DatadogMetric's name and namespace may hold only a-z, 0-9 and '-'"),
          rejected(
              "^Cannot resolve query",
              "mend the template in the DatadogMetric's query; %%tag_kube_cluster_name%% and"
                  + " %%env_NAME%% are known"),
          noData(
              "missing error details",
              "the agent has not refreshed it: new, or inactive; the annotation"
                  + " external-metrics.datadoghq.com/always-active: \"true\" keeps it active"),
          noData("^DatadogMetric is stale", "the agent's last value is too old"),
          noData("outdated result", "Datadog's last point is older than the metric's maxAge"),
          noData("no serie was found", "Datadog has no series for the query"),
          noData("^No data from backend", "Datadog's answer left it out"),
          rejected(
              "query data not found",
              "the agent did not ask Datadog for it: its query may be too long for a request"),
          noData("only null values", "Datadog's series has no points"),
          noData("^Invalid metric", "Datadog's answer had no valid point"),
          rejected(
              "multiple series", "remove the query's 'by {...}', so that it gives a single series"),
          new Rule(words("\\b429\\b|too many requests|rate limit"), ProviderErrors::limited),
          new Rule(words("\\b40[13]\\b|forbidden|unauthorized"), ProviderErrors::refusedKeys),
          noData("\\b422\\b|unprocessable", "Datadog could not evaluate the query this time"),
          rejected(
              "\\b400\\b|bad request|invalid query|error parsing|unable to parse|\\b414\\b",
              "mend the DatadogMetric's query; where the agent asks for all queries at once, another"
                  + " metric's query may be the bad one"
                  + " (external_metrics_provider.split_batches_with_backoff isolates it)"),
          new Rule(words("^Global error \\(all queries"), ProviderErrors::limitedOrInvalid));

  /** Where words begin that are not the agent's: the query, or the URL that was asked. */
  private static final Pattern FOREIGN = words(", query(?: was)?: .*|\"https?://[^\"]*\"");

  private ProviderErrors() {}

  /**
   * Finds what a message of the agent's provider means.
   *
   * @return no data, or empty if the wording is unknown
   */
  static Optional<MetricOutcome> outcome(String message) {
    String own = FOREIGN.matcher(message).replaceAll("");
    for (Rule rule : RULES) {
      if (rule.wording.matcher(own).find()) {
        return Optional.of(rule.meaning.apply(message));
      }
    }
    return Optional.empty();
  }

  private static Rule noData(String wording, String meaning) {
    return new Rule(words(wording), message -> new NoData(meaning + ": " + said(message)));
  }

  private static Rule rejected(String wording, String advice) {
    return new Rule(
        words(wording),
        message -> {
          throw new QueryRejectedException(said(message) + "; " + advice);
        });
  }

  private static MetricOutcome limited(String message) {
    throw new RateLimitedException(
        "Datadog limits the agent's requests, not this library's; raise the agent's refresh_period"
            + " or ask Datadog for a higher limit: "
            + said(message),
        RateLimitedException.Details.UNKNOWN);
  }

  private static MetricOutcome limitedOrInvalid(String message) {
    throw new RateLimitedException(
        "all queries of the agent failed at Datadog, and this agent's version does not say why:"
            + " most often a rate limit, else an invalid query; its leader's log tells: "
            + said(message),
        RateLimitedException.Details.UNKNOWN);
  }

  private static MetricOutcome refusedKeys(String message) {
    throw new AuthorizationException(
        Refusal.DATADOG_REFUSED_AGENT,
        STATUS,
        "Datadog refuses the agent's own keys, the token is fine; mend the agent's"
            + " DD_API_KEY, DD_APP_KEY and site: "
            + said(message));
  }

  private static String said(String message) {
    return "the agent said '" + message + "'";
  }

  private static Pattern words(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
