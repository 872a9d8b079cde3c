package io.github.scaler4j.trigger;

import io.github.scaler4j.hpa.MetricSpec;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A trigger that is read from Datadog's REST API. {@link DatadogTrigger#parse} creates it, so it is
 * always valid.
 */
public final class ApiTrigger implements DatadogTrigger {

  private final TriggerTerms terms;
  private final DatadogQuery query;
  private final Optional<QueryAggregator> queryAggregator;
  private final String site;
  private final SecretSupplier apiKey;
  private final SecretSupplier appKey;

  ApiTrigger(
      TriggerTerms terms,
      DatadogQuery query,
      Optional<QueryAggregator> queryAggregator,
      String site,
      SecretSupplier apiKey,
      SecretSupplier appKey) {
    this.terms = terms;
    this.query = query;
    this.queryAggregator = queryAggregator;
    this.site = site;
    this.apiKey = apiKey;
    this.appKey = appKey;
  }

  @Override
  public MetricSpec metricSpec() {
    return terms.metricSpec();
  }

  @Override
  public double targetValue() {
    return terms.targetValue();
  }

  @Override
  public double activationValue() {
    return terms.activationValue();
  }

  @Override
  public OptionalDouble metricUnavailableValue() {
    return terms.metricUnavailableValue();
  }

  @Override
  public Duration timeout() {
    return terms.timeout();
  }

  /** Returns the query. */
  public DatadogQuery query() {
    return query;
  }

  /** Returns how several series become one value; empty if a single series is expected. */
  public Optional<QueryAggregator> queryAggregator() {
    return queryAggregator;
  }

  /**
   * Returns the Datadog site.
   *
   * @return a host name, such as {@code datadoghq.eu}; the API's host is this name prefixed with
   *     {@code api.}
   */
  public String site() {
    return site;
  }

  /** Returns the supplier of the API key. */
  public SecretSupplier apiKey() {
    return apiKey;
  }

  /** Returns the supplier of the application key. */
  public SecretSupplier appKey() {
    return appKey;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ApiTrigger other
        && terms.equals(other.terms)
        && query.equals(other.query)
        && queryAggregator.equals(other.queryAggregator)
        && site.equals(other.site)
        && apiKey.equals(other.apiKey)
        && appKey.equals(other.appKey);
  }

  @Override
  public int hashCode() {
    return Objects.hash(terms, query, queryAggregator, site, apiKey, appKey);
  }

  @Override
  public String toString() {
    return "ApiTrigger[" + metricSpec().name() + " from " + site + ", " + query + "]";
  }
}
