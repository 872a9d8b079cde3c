package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricOutcome.NoData;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.QueryAggregator;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Aggregates the series of a trigger's query to one outcome, by the rules of {@code getQueryResult}
 * in KEDA's {@code pkg/scalers/datadog_scaler.go}, with two exceptions.
 *
 * <p>A query without a value contributes {@code metricUnavailableValue} if it is set, and nothing
 * otherwise: {@code max(100, missing)} stays 100 whether the missing series came empty or not at
 * all. If all values are missing, the outcome is {@code NoData}; the scaler then uses {@code
 * metricUnavailableValue}.
 */
final class SeriesAggregator {

  private SeriesAggregator() {}

  /**
   * Aggregates series.
   *
   * @param trigger has the aggregator, {@code metricUnavailableValue}, and how many queries its
   *     text contains
   * @param series the series of that query, with indexes within it
   * @return a sample dated by its newest point, or no data
   * @throws QueryRejectedException if several series came and the trigger has no aggregator
   */
  static MetricOutcome aggregate(ApiTrigger trigger, List<Series> series) {
    if (series.isEmpty()) {
      return new NoData("Datadog has no series in the time window");
    }
    if (series.size() > 1 && trigger.queryAggregator().isEmpty()) {
      throw new QueryRejectedException(
          "the query returns "
              + series.size()
              + " series, but the trigger expects one; set queryAggregator to average or max, or"
              + " narrow the query");
    }
    Total total = new Total(trigger.queryAggregator().orElse(QueryAggregator.AVERAGE));
    // Without an aggregator the text counts as a single query, however many it holds.
    OptionalDouble fill =
        trigger.queryAggregator().isPresent()
            ? trigger.metricUnavailableValue()
            : OptionalDouble.empty();
    int queries = trigger.query().topLevelQueries();
    boolean indexed = true;
    Set<Integer> done = new HashSet<>();
    for (Series one : series) {
      indexed &= one.hasIndex();
      if (one.hasValue()) {
        done.add(one.queryIndex());
        // A query that the text does not have shows that the indexes are not of its queries.
        indexed &= !trigger.query().batchable() || one.queryIndex() < queries;
      }
    }
    boolean anyValue = false;
    long newestMillis = Long.MIN_VALUE;
    for (Series one : series) {
      if (one.hasValue()) {
        anyValue = true;
        total.add(one.value());
        newestMillis = Math.max(newestMillis, one.timestampMillis());
      } else if (!indexed || done.add(one.queryIndex())) {
        fill.ifPresent(total::add);
      }
    }
    if (!anyValue) {
      return new NoData("no point in the time window has a value");
    }
    if (indexed) {
      for (int i = 0; i < queries; i++) {
        if (done.add(i)) {
          fill.ifPresent(total::add);
        }
      }
    }
    double result = total.result();
    return Double.isFinite(result)
        ? new Sample(result, Instant.ofEpochMilli(newestMillis))
        : new NoData("the average of the series is too large for a double");
  }

  /** A running aggregate, in the order of the series, as in KEDA. Confined to one call. */
  private static final class Total {

    private final QueryAggregator aggregator;
    private double value;
    private int count;

    Total(QueryAggregator aggregator) {
      this.aggregator = aggregator;
    }

    void add(double next) {
      if (count++ == 0) {
        value = next;
      } else {
        value =
            switch (aggregator) {
              case AVERAGE -> value + next;
              case MAX -> Math.max(value, next);
            };
      }
    }

    double result() {
      return aggregator == QueryAggregator.AVERAGE ? value / count : value;
    }
  }
}
