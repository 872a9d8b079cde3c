package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.Bars;
import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The part of the page on oddities that begin once all queries are merged.
 *
 * @param rows all rows
 */
record LateTroubles(List<MergingRow> rows) {

  private static final String TEXT =
      """

      ## Something odd begins later

      After an hour all is merged; then it begins, and lasts three hours. `noticed` tells after how many seconds the
      first difference was found and the first member given up, `wrong until` when the last wrong value was read. A
      member whose group has changed is found at its next audit: both lie within the audit's round, in which each
      member is audited once. A dash says that nothing differed, or that no value was wrong.

      """;

  LateTroubles {
    rows = rows.stream().filter(MergingRow::isLate).toList();
  }

  String section() {
    List<String> headings =
        List.of(
            "scene",
            "way",
            "requests",
            "differences",
            "wrong values",
            "noticed s",
            "wrong until s",
            "audit's round s");
    return TEXT
        + new Table("", 2, headings, rows.stream().map(LateTroubles::cells).toList()).markdown();
  }

  private static List<String> cells(MergingRow row) {
    return List.of(
        row.scene(),
        row.way(),
        Numbers.count(row.requests()),
        Numbers.count(row.differences()),
        Numbers.count(row.wrongValues()),
        seconds(row.noticedSeconds()),
        seconds(row.wrongUntilSeconds()),
        seconds(row.auditRoundSeconds()));
  }

  private static String seconds(double seconds) {
    return seconds < 0 ? "-" : String.format(Locale.ROOT, "%.0f", seconds);
  }

  void addTo(Bars bars) {
    inTheRound(bars, "noticed, beside the audit's round", MergingRow::noticedSeconds);
    inTheRound(bars, "last wrong value, beside the audit's round", MergingRow::wrongUntilSeconds);
  }

  private void inTheRound(Bars bars, String what, ToDoubleFunction<MergingRow> seconds) {
    double most =
        rows.stream()
            .mapToDouble(row -> seconds.applyAsDouble(row) / row.auditRoundSeconds())
            .max()
            .orElseThrow();
    bars.atMost(
        what, "all that begins later", 1, most, part -> String.format(Locale.ROOT, "%.2f", part));
  }
}
