package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.Bars;
import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The section on free room.
 *
 * @param rows each scene with unknown thresholds, then each with known ones
 */
record WorthReport(List<WorthRow> rows) {

  private static final String TEXT =
      """

      ## Free room

      A request that is sent anyway may have free room. The library gives it to the stalest values first, then to values
      near a boundary. A trigger's boundary is its activation threshold.

      Of 1,000 triggers, one in ten swings around its threshold, by a tenth of it. The others stay far from theirs. Each
      scene runs twice: the triggers have a threshold, or they have none, and the library knows of no boundary. `near`
      are the triggers that swing. `delay` is the time from the point that crosses the threshold to the read that shows
      it. Each run takes two hours, of which the second counts.

      Without merging, at 600 requests per hour, due queries fill each request and leave no free room, so the
      threshold changes nothing.

      """;

  // A read's moment within the second.
  private static final double SAME = 0.01;

  String section() {
    List<String> headings =
        List.of(
            "way",
            "threshold",
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
        row.thresholdKnown() ? "known" : "unknown",
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
    atMost(bars, "worst age with known thresholds", 1 + SAME, WorthRow::worstAgeSeconds);
    atMost(bars, "requests with known thresholds", 1 + SAME, WorthRow::requests);
    atMost(bars, "mean delay with known thresholds", 1, WorthRow::meanDelaySeconds);
  }

  /** Compares each scene with known thresholds with the same one with unknown thresholds. */
  private void atMost(Bars bars, String what, double bar, ToDoubleFunction<WorthRow> figure) {
    int scenes = rows.size() / 2;
    double most = 0;
    for (int i = 0; i < scenes; i++) {
      double unknown = figure.applyAsDouble(rows.get(i));
      most = Math.max(most, figure.applyAsDouble(rows.get(scenes + i)) / unknown);
    }
    bars.atMost(what, "unknown thresholds", bar, most, WorthReport::figure);
  }
}
