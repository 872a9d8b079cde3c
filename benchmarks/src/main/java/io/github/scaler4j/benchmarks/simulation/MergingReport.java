package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.Bars;
import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Table;
import io.github.scaler4j.benchmarks.simulation.MergingScene.Way;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The page of the scenes with merging.
 *
 * @param rows what each came to
 * @param worth the rows that show how free room is used
 */
record MergingReport(List<MergingRow> rows, List<WorthRow> worth) {

  private static final String HEAD =
      """
      # Merging in virtual time

      Written by `mvn -q -pl benchmarks -am compile exec:java@merging`; don't edit. The rows are also in
      [merging.json](merging.json).

      Triggers in families of 20 are read as in [the simulation of a day](simulation.md): every 30 s by the poll
      loop and every 15 s by the HorizontalPodAutoscaler. The embedded Datadog holds a source of each service and
      evaluates the queries. `single` is without merging, `lists` names the values that it wants, `open groups`
      asks for all values, from 20 members on. In `mixed`, families have 1 to 60 members, and a fifth of the
      queries can't be merged.

      Ages count once all that can be merged is proven: of 1,000 triggers after two hours of three, of 10,000 after one
      and three quarters at 1,600 requests an hour, and two and three quarters at 600, of half an hour more; without
      merging of half that time. At 600 requests 10,000 triggers are read by polls alone, as with `useCachedMetrics`:
      a round takes so long that more reads would show the same ages. Open groups of that row are not all tried yet.

      Each new value is compared with what the single query gives at that moment. In the scenes with something odd, half
      of the series have holes. Each has one way in which grouped answers may differ from single ones, or all of them
      together but `no index` and `first index`: these two alone end merging for the whole account, so that nothing else
      would be seen. It is there from the beginning, for a day.

      """;

  /** Returns the page. */
  String page() {
    return HEAD
        + "## Results\n\n"
        + table()
        + new LateTroubles(rows).section()
        + new WorthReport(worth).section()
        + "\n## Bars\n\n"
        + bars().markdown();
  }

  /** Returns the rows as a table. */
  String table() {
    List<String> headings =
        List.of(
            "scene",
            "way",
            "triggers",
            "limit/h",
            "reads",
            "failed",
            "requests",
            "429",
            "triggers/request",
            "median age s",
            "worst age s",
            "wrong values",
            "merged at the end",
            "differences");
    List<List<String>> cells =
        rows.stream().filter(row -> !row.isLate()).map(MergingReport::cells).toList();
    return new Table("", 2, headings, cells).markdown();
  }

  private static List<String> cells(MergingRow row) {
    return List.of(
        row.scene(),
        row.way(),
        Numbers.count(row.triggers()),
        Numbers.count(row.limitPerHour()),
        Numbers.count(row.reads()),
        Numbers.count(row.failedReads()),
        Numbers.count(row.requests()),
        Numbers.count(row.http429()),
        figure(row.triggersPerRequest()),
        figure(row.medianAgeSeconds()),
        figure(row.worstAgeSeconds()),
        Numbers.count(row.wrongValues()),
        Numbers.count(row.proven()),
        Numbers.count(row.differences()));
  }

  /** Returns what the rows are held to. */
  Bars bars() {
    Bars bars = new Bars();
    bars.atMost(
        "wrong values", "-", 0, most(row -> !row.isLate(), MergingRow::wrongValues), Numbers::of);
    bars.atMost("429", "-", 0, most(row -> true, MergingRow::http429), Numbers::of);
    worst(bars, Way.LISTS, 1_000, 600, 40);
    worst(bars, Way.LISTS, 10_000, 1_600, 125);
    worst(bars, Way.OPEN_GROUPS, 10_000, 1_600, 50);
    double single = most(row -> row.scene().equals(MergingRuns.SINGLE), MergingRow::requests);
    bars.atMost(
        "requests with something odd",
        "single queries",
        1.01,
        most(row -> row.limitPerHour() == 160 && row.reads() > 400_000, MergingRow::requests)
            / single,
        MergingReport::figure);
    bars.atMost(
        "failed reads beside single queries",
        "lists, open groups",
        1.05,
        most(row -> !isOdd(row), this::failuresBesideSingle),
        MergingReport::figure);
    new LateTroubles(rows).addTo(bars);
    new WorthReport(worth).addTo(bars);
    return bars;
  }

  private void worst(Bars bars, Way way, int triggers, int limit, double bar) {
    bars.atMost(
        "worst age, "
            + Numbers.count(triggers)
            + " triggers, "
            + Numbers.count(limit)
            + " per hour",
        way.title(),
        bar,
        most(
            row ->
                row.scene().equals(MergingRuns.FAMILIES)
                    && row.way().equals(way.title())
                    && row.triggers() == triggers
                    && row.limitPerHour() == limit,
            MergingRow::worstAgeSeconds),
        MergingReport::figure);
  }

  private static boolean isOdd(MergingRow row) {
    return row.limitPerHour() == 160 && !row.scene().equals(MergingRuns.SMALL);
  }

  /** Merging must not delay first values. */
  private double failuresBesideSingle(MergingRow row) {
    return rows.stream()
        .filter(other -> other.way().equals(Way.SINGLE.title()))
        .filter(other -> other.scene().equals(row.scene()))
        .filter(other -> other.triggers() == row.triggers())
        .filter(other -> other.limitPerHour() == row.limitPerHour())
        .mapToDouble(other -> (double) row.failedReads() / other.failedReads())
        .findAny()
        .orElse(0);
  }

  private double most(Predicate<MergingRow> which, ToDoubleFunction<MergingRow> figure) {
    return rows.stream().filter(which).mapToDouble(figure).max().orElseThrow();
  }

  private static String figure(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
