package io.github.scaler4j.trigger;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.hpa.MetricSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A trigger that is read from Datadog's REST API.
 *
 * @param metricSpec the metric's name and target
 * @param targetValue the target before rounding
 * @param activationValue the threshold to exceed
 * @param metricUnavailableValue what stands in for no data, or empty
 * @param timeout how long one read may take
 * @param query what is asked
 * @param queryAggregator how several series become one value, or empty where one is expected
 * @param site the Datadog site, a host name ({@code datadoghq.eu}); the API is at {@code api.}
 *     before it
 * @param apiKey the API key
 * @param appKey the application key
 */
public record ApiTrigger(
    MetricSpec metricSpec,
    double targetValue,
    double activationValue,
    OptionalDouble metricUnavailableValue,
    Duration timeout,
    DatadogQuery query,
    Optional<QueryAggregator> queryAggregator,
    String site,
    SecretSupplier apiKey,
    SecretSupplier appKey)
    implements DatadogTrigger {

  /**
   * Makes a trigger; {@link DatadogTrigger#parse} is the usual way.
   *
   * @param metricSpec as above
   * @param targetValue as above
   * @param activationValue as above
   * @param metricUnavailableValue as above
   * @param timeout as above
   * @param query as above
   * @param queryAggregator as above
   * @param site as above
   * @param apiKey as above
   * @param appKey as above
   * @throws NullPointerException if an argument is null
   */
  public ApiTrigger {
    requireNonNull(metricSpec, "metricSpec");
    requireNonNull(metricUnavailableValue, "metricUnavailableValue");
    requireNonNull(timeout, "timeout");
    requireNonNull(query, "query");
    requireNonNull(queryAggregator, "queryAggregator");
    requireNonNull(site, "site");
    requireNonNull(apiKey, "apiKey");
    requireNonNull(appKey, "appKey");
  }

  @Override
  public String toString() {
    return "ApiTrigger[" + metricSpec.name() + " from " + site + ", " + query + "]";
  }
}
