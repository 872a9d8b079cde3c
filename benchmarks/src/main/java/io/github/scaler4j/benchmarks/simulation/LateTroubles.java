package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.Bars;
import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The section on oddities that begin when all queries are merged.
 *
 * @param rows all rows
 */
record LateTroubles(List<MergingRow> rows) {

  private static final String TEXT =
      """

      ## An oddity begins later

      These scenes run for four hours. All queries are merged when the oddity begins, after one hour.

      - `noticed` is the time from then to the first difference.
      - `wrong until` is the time from then to the last read of a wrong value.
      - `audit round` is the time in which each member is compared with its own query once. Each request compares one
        member of each merged query. A member whose group changes is found at its next turn, so both times should be
        within the round.

      A dash means that nothing differed, or that no value was wrong.

      A comparison is a sample. If a member's newest point is missing when groups begin to lag, it can't show the lag,
      and merged answers may be used until another member shows it. From the first difference on, a merged answer is
      used only if it matches in the same request.

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
            "audit round s");
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
    addBar(bars, "late oddities: noticed", MergingRow::noticedSeconds);
    addBar(bars, "late oddities: last wrong value", MergingRow::wrongUntilSeconds);
  }

  private void addBar(Bars bars, String what, ToDoubleFunction<MergingRow> seconds) {
    double most =
        rows.stream()
            .mapToDouble(row -> Math.max(0, seconds.applyAsDouble(row)) / row.auditRoundSeconds())
            .max()
            .orElseThrow();
    bars.atMost(what, "the audit round", 1, most, part -> String.format(Locale.ROOT, "%.2f", part));
  }
}
