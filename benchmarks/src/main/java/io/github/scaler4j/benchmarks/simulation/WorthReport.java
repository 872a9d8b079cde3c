package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.Bars;
import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The part of the page on free room.
 *
 * @param rows each scene without reported margins, then each with them
 */
record WorthReport(List<WorthRow> rows) {

  private static final String TEXT =
      """

      ## Free room

      A tenth of 1,000 triggers swings around its activation threshold, a tenth of it to both sides; the others are far
      from theirs. Once the library isn't told of the thresholds, once it is. `delay` is the time from the point that
      crosses to the read that shows it. Two hours each; the second counts. At 600 requests an hour without merging,
      all requests are full of due queries: there is no free room, and nothing changes.

      """;

  // A read's moment within the second.
  private static final double SAME = 0.01;

  String section() {
    List<String> headings =
        List.of(
            "way",
            "told",
            "limit/h",
            "requests",
            "failed",
            "429",
            "median age s",
            "worst age s",
            "near: median s",
            "near: worst s",
            "crossings",
            "mean delay s",
            "worst delay s");
    return TEXT
        + new Table("", 2, headings, rows.stream().map(WorthReport::cells).toList()).markdown();
  }

  private static List<String> cells(WorthRow row) {
    return List.of(
        row.way(),
        row.told() ? "yes" : "no",
        Numbers.count(row.limitPerHour()),
        Numbers.count(row.requests()),
        Numbers.count(row.failedReads()),
        Numbers.count(row.http429()),
        figure(row.medianAgeSeconds()),
        figure(row.worstAgeSeconds()),
        figure(row.nearMedianAgeSeconds()),
        figure(row.nearWorstAgeSeconds()),
        Numbers.count(row.crossings()),
        figure(row.meanDelaySeconds()),
        figure(row.worstDelaySeconds()));
  }

  private static String figure(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  void addTo(Bars bars) {
    atMost(bars, "worst age with worth told", 1 + SAME, WorthRow::worstAgeSeconds);
    atMost(bars, "requests with worth told", 1 + SAME, WorthRow::requests);
    atMost(bars, "mean delay with worth told", 1, WorthRow::meanDelaySeconds);
  }

  /** Compares each scene with reported margins with the one without. */
  private void atMost(Bars bars, String what, double bar, ToDoubleFunction<WorthRow> figure) {
    int scenes = rows.size() / 2;
    double most = 0;
    for (int i = 0; i < scenes; i++) {
      double untold = figure.applyAsDouble(rows.get(i));
      most = Math.max(most, figure.applyAsDouble(rows.get(scenes + i)) / untold);
    }
    bars.atMost(what, "untold", bar, most, WorthReport::figure);
  }
}
