package io.github.scaler4j.benchmarks.simulation;

import static io.github.scaler4j.benchmarks.Numbers.count;
import static io.github.scaler4j.benchmarks.Numbers.fixed;
import static io.github.scaler4j.benchmarks.Numbers.share;

import io.github.scaler4j.benchmarks.Bars;
import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.ReadSchedule;
import io.github.scaler4j.benchmarks.Reports;
import io.github.scaler4j.benchmarks.Table;
import io.github.scaler4j.benchmarks.simulation.Scene.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The report, and the bars.
 *
 * @param rows all rows
 */
record SimulationReport(List<Row> rows) {

  private static final Predicate<Row> THREE = row -> row.scene().equals(Kind.THREE_PROCESSES.title);
  private static final Predicate<Row> BURST = row -> row.scene().equals(Kind.BURST.title);

  /** Returns the page. The days are those of this library in all but the steady scenes. */
  String page(Map<Kind, Day> days, List<TroubleRow> troubles) throws IOException {
    Row naive = row(Kind.STEADY, Row.NAIVE);
    Day outage = day(days, Kind.OUTAGE);
    Day bad = day(days, Kind.BAD_QUERIES);
    return Reports.page(
        SimulationReport.class,
        "simulation.md",
        Map.ofEntries(
            Map.entry("scenes", scenes()),
            Map.entry("results", table()),
            Map.entry("troubles", new TroubleReport(troubles).table()),
            Map.entry("bars", bars(days, troubles).markdown()),
            Map.entry("naiveFailing", failing(naive)),
            Map.entry("laterFailing", failing(row(Kind.STEADY, Row.NAIVE_WITHOUT_POLLS))),
            Map.entry("naiveRequests", count(naive.requests())),
            Map.entry("naive429", count(naive.http429())),
            Map.entry("singleFailing", failing(row(Kind.STEADY, Row.SINGLE_FLIGHT))),
            Map.entry("ourFailing", failing(row(Kind.STEADY, Row.OURS))),
            Map.entry("outageFailed", count(outage.row().failedReads())),
            Map.entry("outageWorst", fixed(outage.worstLeftOutSeconds(), 0)),
            Map.entry("badWorst", fixed(bad.worstLeftOutSeconds(), 0)),
            Map.entry(
                "badOfBound", fixed(bad.worstLeftOutSeconds() / bad.row().boundSeconds(), 2))));
  }

  private static String scenes() {
    List<List<String>> rows =
        Arrays.stream(Kind.values())
            .map(kind -> List.of("`" + kind.title + "`", kind.trouble))
            .toList();
    return new Table("", 2, List.of("scene", "what goes wrong"), rows).markdown();
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
            "fill",
            "bound s",
            "median age s",
            "worst age s");
    return new Table("", 2, headings, rows.stream().map(SimulationReport::cells).toList())
        .markdown();
  }

  private static List<String> cells(Row row) {
    Stream<String> names = Stream.of(row.scene(), row.way());
    Stream<String> counts =
        Stream.of(
                (long) row.triggers(),
                (long) row.limitPerHour(),
                row.reads(),
                row.failedReads(),
                row.requests(),
                row.http429())
            .map(Numbers::count);
    Stream<String> ages =
        Stream.of(row.boundSeconds(), row.medianAgeSeconds(), row.worstAgeSeconds())
            .map(seconds -> fixed(seconds, 2));
    return Stream.of(names, counts, Stream.of(fixed(row.batchFill(), 4)), ages)
        .flatMap(cells -> cells)
        .toList();
  }

  /** Returns the bars of the rows alone. */
  Bars bars() {
    Bars bars = new Bars();
    bars.atMost("429 with one process", "-", 0, most(THREE.negate(), Row::http429), Numbers::of);
    bars.atMost(
        "429 with three processes",
        "the requests",
        0.001,
        most(THREE, row -> (double) row.http429() / row.requests()),
        Numbers::share);
    bars.atMost(
        "requests of a day",
        "the share of the limit",
        1,
        most(row -> true, row -> row.requests() / (Scene.SHARE * row.limitPerHour() * 24)),
        SimulationReport::figure);
    bars.atLeast(
        "batch fill from 100 triggers on",
        "35",
        0.95,
        -most(row -> row.triggers() >= 70, row -> -row.batchFill()),
        Numbers::share);
    bars.atMost(
        "median age",
        "the bound",
        0.60,
        most(row -> row.triggers() > Scene.BATCH, SimulationReport::median),
        SimulationReport::figure);
    bars.atMost(
        "median age, up to 35 triggers",
        "the bound",
        0.75,
        most(row -> row.triggers() <= Scene.BATCH, SimulationReport::median),
        SimulationReport::figure);
    // In the first minutes the pace makes up for the requests that the start spent ahead of it.
    bars.atMost(
        "worst age",
        "the bound",
        1.15,
        most(BURST.negate(), SimulationReport::worst),
        SimulationReport::figure);
    bars.atMost(
        "`burst`: worst age",
        "the bound, and the time to the next read",
        1.10,
        most(
            BURST,
            row ->
                row.worstAgeSeconds() / (row.boundSeconds() + ReadSchedule.HPA_SYNC.toSeconds())),
        SimulationReport::figure);
    Row good = row(Kind.STEADY, Row.OURS);
    Row bad = row(Kind.BAD_QUERIES, Row.OURS);
    bars.atMost(
        "`bad-queries`: median age",
        "`steady`",
        1.05,
        bad.medianAgeSeconds() / good.medianAgeSeconds(),
        SimulationReport::figure);
    bars.atMost(
        "`bad-queries`: worst age",
        "`steady`",
        1.05,
        bad.worstAgeSeconds() / good.worstAgeSeconds(),
        SimulationReport::figure);
    return bars;
  }

  /** Returns all bars. */
  Bars bars(Map<Kind, Day> days, List<TroubleRow> troubles) {
    Bars bars = bars();
    bars.atMost(
        "requests of an hour, in scenes with trouble",
        "the share of the limit",
        1,
        days.values().stream().mapToDouble(day -> day.spread().mostOfShare()).max().orElse(0),
        SimulationReport::figure);
    for (Kind kind : List.of(Kind.THREE_PROCESSES, Kind.OTHER_CONSUMER)) {
      Spread spread = day(days, kind).spread();
      String what = "`" + kind.title + "`: requests in the last tenth of an hour";
      bars.atLeast(
          what + ", lowest", "the mean tenth", 0.7, spread.lowestLastTenth(), Numbers::share);
      bars.compare(what + ", mean", "the mean tenth", spread.meanLastTenth(), Numbers::share);
    }
    Day outage = day(days, Kind.OUTAGE);
    double pace =
        60 * new Scene(Kind.OUTAGE, outage.row().triggers(), outage.row().limitPerHour()).pace();
    // While the circuit is open, a budget of up to 10 s may accumulate.
    bars.atMost(
        "`outage`: most requests in 60 s after it",
        "a pace of " + fixed(pace, 0),
        pace * 70 / 60 + 1,
        (double) outage.spread().mostPerMinute(),
        Numbers::of);
    bars.atMost(
        "`outage`: from its end until everything is fetched again",
        "a round of " + fixed(outage.row().boundSeconds(), 1) + " s",
        1.10,
        outage.recoverySeconds() / outage.row().boundSeconds(),
        SimulationReport::figure);
    new TroubleReport(troubles).addTo(bars);
    return bars;
  }

  private double most(Predicate<Row> which, ToDoubleFunction<Row> figure) {
    return rows.stream()
        .filter(row -> row.way().equals(Row.OURS))
        .filter(which)
        .mapToDouble(figure)
        .max()
        .orElseThrow();
  }

  private static String figure(double number) {
    return fixed(number, 3);
  }

  private static double median(Row row) {
    return row.medianAgeSeconds() / row.boundSeconds();
  }

  private static double worst(Row row) {
    return row.worstAgeSeconds() / row.boundSeconds();
  }

  private static String failing(Row row) {
    return share((double) row.failedReads() / row.reads());
  }

  private static Day day(Map<Kind, Day> days, Kind kind) {
    Day day = days.get(kind);
    if (day == null) {
      throw new IllegalStateException(kind + " is missing");
    }
    return day;
  }

  private Row row(Kind kind, String way) {
    return row(new Scene(kind, 1_000, 1_600), way);
  }

  Row row(Scene scene, String way) {
    return rows.stream()
        .filter(row -> row.isOf(scene, way))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no row of " + scene + ", " + way));
  }
}
