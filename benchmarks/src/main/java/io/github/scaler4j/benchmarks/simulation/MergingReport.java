package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.Bars;
import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Table;
import io.github.scaler4j.benchmarks.simulation.MergingScene.Way;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The page of the scenes with merging.
 *
 * @param rows the result of each scene
 * @param worth the rows that show how free room is used
 */
record MergingReport(List<MergingRow> rows, List<WorthRow> worth) {

  private static final String HEAD =
      """
      # Merging in virtual time

      `mvn -q -pl benchmarks -am compile exec:java@merging` runs all scenes and writes this page. It takes about
      a quarter of an hour on one idle core. Don't edit the page: change the text in the report classes, then run
      `exec:java@merging-page`, which takes seconds. It reads the rows in [merging.json](merging.json) and
      [worth.json](worth.json).

      The triggers come in families of 20. They are read as in [the simulation of a day](simulation.md): every 30 s by
      the poll loop, every 15 s by the HorizontalPodAutoscaler. The embedded Datadog holds one series per service and
      evaluates the queries.

      - `single` sends each query by itself.
      - `lists` sends a family as one query that lists its values.
      - `open groups` sends a family as one query for all values. It starts as `lists` does. A family needs at least
        20 members.

      In `mixed`, families have 1 to 60 members, and a fifth of the queries can't be merged.

      Each new value is compared with what the single query gives at that moment. A different value counts as wrong.

      Ages count only after a settling time, in which merged queries are proven. 1,000 triggers run for 3 hours, and the
      last one counts. 10,000 triggers run as follows:

      {{lengths}}

      With 10,000 triggers, a round of single queries takes 12 minutes at 1,600 requests per hour, and more than an
      hour at 300. At 300 and 600, the triggers are read only by polls, as with `useCachedMetrics`: more reads would
      show the same ages.

      The scenes with an oddity have 60 triggers, 160 requests per hour, and series in which one point in nine is
      missing. In each, grouped answers differ from single ones in one way, from the start, for a day. In
      `all together` they differ in every way but `no index` and `first index`. Each of these two ends merging for the
      whole account, so it would hide the others. `single queries` is the same fleet without merging. `small` is a short
      scene that a test repeats.

      """;

  private static final String AFTER_RESULTS =
      """

      10,000 triggers fail a few more reads with merging than without. Reads before the first value fail equally often.
      The others fail in the second round. In the first round, queries are sent in the order of their first reads, which
      is random. In the second, a family's queries are sent together, to compare them with their merged query. A query
      that was early in the first round may wait until the end of the second, almost two rounds. `staleFor` is 1.5 rounds
      here, so its reads fail in between. Later rounds keep the families together. If you merge a fleet whose round takes
      minutes, set `staleFor` to two rounds or more.
      """;

  /** Returns the page. */
  String page() {
    return HEAD.replace("{{lengths}}\n", lengths())
        + "## Results\n\n"
        + table()
        + AFTER_RESULTS
        + new LateTroubles(rows).section()
        + new WorthReport(worth).section()
        + "\n## Bars\n\n"
        + bars().markdown();
  }

  private static String lengths() {
    List<String> headings = List.of("way", "limit/h", "length h", "ages count from h");
    List<List<String>> cells =
        MergingRuns.all().stream()
            .filter(run -> run.scene().triggers() == 10_000)
            .map(
                run ->
                    List.of(
                        run.scene().way().title(),
                        Numbers.count(run.scene().limitPerHour()),
                        hours(run.length()),
                        hours(run.settling())))
            .toList();
    return new Table("", 1, headings, cells).markdown();
  }

  private static String hours(Duration length) {
    return figure(length.toMinutes() / 60.0);
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

  /** Returns the targets of the rows. */
  Bars bars() {
    Bars bars = new Bars();
    bars.atMost("wrong values", "-", 0, most(row -> true, MergingRow::wrongValues), Numbers::of);
    bars.atMost("429", "-", 0, most(row -> true, MergingRow::http429), Numbers::of);
    worst(bars, Way.LISTS, 1_000, 600, 40);
    worst(bars, Way.LISTS, 10_000, 1_600, 125);
    worst(bars, Way.OPEN_GROUPS, 10_000, 1_600, 50);
    double single = most(row -> row.scene().equals(MergingRuns.SINGLE), MergingRow::requests);
    bars.atMost(
        "requests in scenes with an oddity",
        "single",
        1.01,
        most(row -> row.limitPerHour() == 160 && row.reads() > 400_000, MergingRow::requests)
            / single,
        MergingReport::figure);
    bars.atMost(
        "failed reads with merging",
        "single",
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
