package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricOutcome.NoData;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.trigger.QueryAggregator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesAggregatorTest {

  /** Reads {@code 0:5 1:- ?:3}: series with their index and value, {@code -} for none. */
  private static List<Series> series(String text) {
    List<Series> series = new ArrayList<>();
    for (String one : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      String index = one.substring(0, one.indexOf(':'));
      String value = one.substring(one.indexOf(':') + 1);
      series.add(
          new Series(
              index.equals("?") ? Series.NO_INDEX : Integer.parseInt(index),
              value.equals("-") ? Double.NaN : Double.parseDouble(value),
              value.equals("-") ? 0 : 1000));
    }
    return series;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // queries | aggregator | fill | series | value, or - for no data
        "1|-|-|''|-",
        "1|-|9|''|-",
        "1|-|-|?:5|5",
        "1|-|9|?:-|-",
        "1|average|-|?:4|4",
        "1|average|9|0:4|4",
        "1|max|9|0:4 0:-|4",
        "1|average|-|0:1 0:2 0:3 0:4|2.5",
        "1|max|-|0:-3 0:-4|-3",
        // a query without a value: empty, absent
        "2|max|-|0:100 1:-|100",
        "2|max|-|0:100|100",
        "2|max|0|0:100 1:-|100",
        "2|max|200|0:100 1:-|200",
        "2|max|200|0:100|200",
        "2|average|0|0:100|50",
        "2|average|0|1:100|50",
        "2|average|0|0:100 1:-|50",
        "2|average|-|0:100 1:-|100",
        "3|average|0|1:90|30",
        "2|average|10|0:- 1:-|-",
        "2|average|10|0:-|-",
        "2|average|0|0:100 0:200 1:-|100",
        // a fill takes the place of its empty series: 0.1 + 0.2 + 0.3 depends on the order
        "3|average|0.1|0:- 1:0.2 2:0.3|0.20000000000000004",
        "3|average|0.1|1:0.2 2:0.3|0.19999999999999998",
        // an index above the count, or a count that is unknown
        "1|average|0|0:10 3:-|5",
        "0|average|0|0:10 1:-|5",
        "0|average|0|0:10|10",
        "2|average|0|0:9 2147483647:-|3",
        // a value above a known count: the indexes say nothing, so no query is known to lack one
        "1|average|0|1:100|100",
        "1|max|200|1:100|100",
        "2|average|0|0:10 5:20|15",
        "2|average|0|5:20|20",
        "0|average|0|5:20|20",
        // without an index each series counts separately
        "2|average|0|?:10 ?:-|5",
        "2|average|0|?:10|10",
        "2|average|0|0:10 ?:- ?:-|3.3333333333333335",
        // beyond a double
        "2|average|-|0:1.7e308 1:1.7e308|-",
        "2|max|-|0:1.7e308 1:1.7e308|1.7e308",
      })
  void aggregates(int queries, String aggregator, Double fill, String series, Double value) {
    MetricOutcome outcome =
        SeriesAggregator.aggregate(
            trigger(
                query(text(queries), 0, queries),
                Optional.ofNullable(aggregator)
                    .map(a -> QueryAggregator.valueOf(a.toUpperCase(Locale.ROOT))),
                fill == null ? OptionalDouble.empty() : OptionalDouble.of(fill)),
            series(series));
    if (value == null) {
      assertThat(outcome).isInstanceOf(NoData.class);
    } else {
      assertThat(outcome).isEqualTo(new Sample(value, Instant.ofEpochSecond(1)));
    }
  }

  @Test
  void refusesSeveralSeriesWithoutAnAggregator() {
    assertThatThrownBy(
            () ->
                SeriesAggregator.aggregate(
                    trigger(query("q{*}"), Optional.empty(), OptionalDouble.of(1)),
                    series("0:- 0:-")))
        .isInstanceOf(QueryRejectedException.class)
        .hasMessageContaining("2 series")
        .hasMessageContaining("queryAggregator");
  }

  @Test
  void datesTheSampleByItsNewestPoint() {
    assertThat(
            SeriesAggregator.aggregate(
                trigger(
                    query(text(2), 0, 2), Optional.of(QueryAggregator.MAX), OptionalDouble.of(7)),
                List.of(new Series(0, 5, 1_000), new Series(0, 4, 3_000), new Series(1, 3, 2_000))))
        .isEqualTo(new Sample(5, Instant.ofEpochSecond(3)));
  }

  @Test
  void averagesByARunningSum() {
    // 0.1 + 0.2 + 0.3 in this order is 0.6000000000000001, as in Go.
    assertThat(
            SeriesAggregator.aggregate(
                trigger(
                    query("q{*}"), Optional.of(QueryAggregator.AVERAGE), OptionalDouble.empty()),
                series("0:0.1 0:0.2 0:0.3")))
        .isEqualTo(new Sample(0.6000000000000001 / 3, Instant.ofEpochSecond(1)));
  }

  /** Returns a text with a number of queries; 0 for one that can't be counted. */
  private static String text(int queries) {
    return queries == 0 ? "q{*}(" : String.join(",", Collections.nCopies(queries, "q{*}"));
  }
}
