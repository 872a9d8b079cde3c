package io.github.scaler4j.benchmarks.simulation;

import static io.github.scaler4j.benchmarks.Numbers.count;
import static io.github.scaler4j.benchmarks.Numbers.fixed;

import io.github.scaler4j.benchmarks.Bars;
import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The report of the hours of trouble, and their bars.
 *
 * @param rows a row of each {@link Trouble}
 */
record TroubleReport(List<TroubleRow> rows) {

  // Datadog's limit does not count requests that a gateway resets.
  private static final double MOST_OF_SHARE = 1.02;
  private static final long MOST_429_IN_TWO_MINUTES = 8;

  String table() {
    List<String> headings =
        List.of(
            "scene",
            "what goes wrong",
            "triggers",
            "limit/h",
            "hours",
            "reads",
            "failed",
            "failed later",
            "requests",
            "429",
            "all have a value s",
            "bound s",
            "median age s",
            "worst age s");
    return new Table("", 2, headings, rows.stream().map(TroubleReport::cells).toList()).markdown();
  }

  private static List<String> cells(TroubleRow row) {
    return List.of(
        "`" + row.trouble() + "`",
        trouble(row).words,
        count(row.triggers()),
        count(row.limitPerHour()),
        count(row.hours()),
        count(row.reads()),
        count(row.failedReads()),
        count(row.failedLater()),
        count(row.requests()),
        count(row.http429()),
        fixed(row.firstValuesSeconds(), 2),
        fixed(row.boundSeconds(), 2),
        fixed(row.medianAgeSeconds(), 2),
        fixed(row.worstAgeSeconds(), 2));
  }

  /** Adds the bars of the rows. */
  void addTo(Bars bars) {
    for (Trouble trouble : Trouble.values()) {
      TroubleRow row = row(trouble);
      bars.atMost(
          "`" + trouble.title + "`: until all have a value",
          "the bound",
          trouble.mostRounds,
          row.firstValuesSeconds() / row.boundSeconds(),
          TroubleReport::figure);
      bars.atMost(
          "`" + trouble.title + "`: worst age",
          "the bound",
          trouble.mostAge,
          row.worstAgeSeconds() / row.boundSeconds(),
          TroubleReport::figure);
    }
    bars.atMost(
        "hours of trouble: failed later", "-", 0, most(TroubleRow::failedLater), Numbers::of);
    bars.atMost(
        "hours of trouble: requests",
        "the share of the limit",
        MOST_OF_SHARE,
        most(row -> row.requests() / (Scene.SHARE * row.limitPerHour() * row.hours())),
        TroubleReport::figure);
    TroubleRow hidden = row(Trouble.HIDDEN_LIMIT);
    TroubleRow fourAMinute = row(Trouble.FOUR_A_MINUTE);
    bars.atMost(
        "`" + hidden.trouble() + "`: 429",
        "-",
        MOST_429_IN_TWO_MINUTES,
        (double) hidden.http429(),
        Numbers::of);
    bars.compare(
        "`" + fourAMinute.trouble() + "`: 429",
        "the requests",
        (double) fourAMinute.http429() / fourAMinute.requests(),
        Numbers::share);
    bars.atMost(
        "other hours of trouble: 429",
        "-",
        0,
        most(row -> row.equals(hidden) || row.equals(fourAMinute) ? 0 : row.http429()),
        Numbers::of);
  }

  private double most(ToDoubleFunction<TroubleRow> figure) {
    return rows.stream().mapToDouble(figure).max().orElseThrow();
  }

  private static String figure(double number) {
    return fixed(number, 3);
  }

  private static Trouble trouble(TroubleRow row) {
    return Arrays.stream(Trouble.values())
        .filter(trouble -> trouble.title.equals(row.trouble()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no trouble is called " + row.trouble()));
  }

  private TroubleRow row(Trouble trouble) {
    return rows.stream()
        .filter(row -> row.trouble().equals(trouble.title))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(trouble + " is missing"));
  }
}
