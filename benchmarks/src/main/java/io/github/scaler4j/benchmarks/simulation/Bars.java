package io.github.scaler4j.benchmarks.simulation;

import static io.github.scaler4j.benchmarks.simulation.ReportPage.number;
import static io.github.scaler4j.benchmarks.simulation.ReportPage.percent;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What this library was to reach, beside what it reached; the tests hold the same.
 *
 * @param rows all rows
 * @param days the day of this library in the scene of each trouble
 */
record Bars(List<Row> rows, Map<Scene.Kind, DayReport> days) {

  private static final Predicate<Row> THREE =
      row -> row.scene().equals(Scene.Kind.THREE_PROCESSES.title);

  String table() {
    Row bad = day(Scene.Kind.BAD_QUERIES).row();
    Row good = ours().filter(row -> isSteadyTwinOf(row, bad)).findFirst().orElseThrow();
    DayReport outage = day(Scene.Kind.OUTAGE);
    return """
        | | at most / at least | reached |
        |---|---|---|
        """
        + bar("429 with one process", "none", number(most(THREE.negate(), Row::http429), 0))
        + bar("429 of the requests with three", "0.1%", percent(most(THREE, Bars::refused)))
        + bar("requests of a day, of the share of the limit", "1", most(Bars::ofShare))
        + bar(
            "requests of an hour, of the share of the limit, in scenes with trouble",
            "1",
            number(
                days.values().stream().mapToDouble(d -> d.spread().mostOfShare()).max().orElse(0),
                3))
        + bar(
            "batch fill from 100 triggers on",
            "95%",
            percent(
                ours()
                    .filter(row -> row.triggers() >= 70)
                    .mapToDouble(Row::batchFill)
                    .min()
                    .orElse(0)))
        + bar(
            "median age, of the bound",
            "0.60",
            number(most(row -> row.triggers() > Scene.BATCH, Bars::median), 2))
        + bar(
            "the same, up to 35 triggers",
            "0.75",
            number(most(row -> row.triggers() <= Scene.BATCH, Bars::median), 2))
        + bar("worst age, of the bound", "1.10", most(Bars::worst))
        + evenness(Scene.Kind.THREE_PROCESSES)
        + evenness(Scene.Kind.OTHER_CONSUMER)
        + bar(
            "`bad-queries`: median age beside `steady`",
            "1.05",
            number(bad.medianAgeSeconds() / good.medianAgeSeconds(), 3))
        + bar(
            "`bad-queries`: worst age beside `steady`",
            "1.05",
            number(bad.worstAgeSeconds() / good.worstAgeSeconds(), 3))
        + bar(
            "`outage`: most requests in 60 s after it; the pace is 24",
            "no burst",
            String.valueOf(outage.spread().mostPerMinute()))
        + bar(
            "`outage`: all fetched anew, in rounds of %s s after its end"
                .formatted(number(outage.row().boundSeconds(), 1)),
            "1.10",
            number(outage.recoverySeconds() / outage.row().boundSeconds(), 2));
  }

  private String evenness(Scene.Kind kind) {
    Spread spread = day(kind).spread();
    return bar(
        "`" + kind.title + "`: requests in the last tenth of an hour, of the mean tenth",
        "70%",
        percent(spread.lowestLastTenth())
            + " in the lowest hour, "
            + percent(spread.meanLastTenth())
            + " in the mean");
  }

  private static String bar(String what, String wanted, String reached) {
    return "| " + what + " | " + wanted + " | " + reached + " |\n";
  }

  private String bar(String what, String wanted, double reached) {
    return bar(what, wanted, number(reached, 3));
  }

  private Stream<Row> ours() {
    return rows.stream().filter(row -> row.way().equals("scaler4j"));
  }

  private double most(ToDoubleFunction<Row> figure) {
    return most(row -> true, figure);
  }

  private double most(Predicate<Row> which, ToDoubleFunction<Row> figure) {
    return ours().filter(which).mapToDouble(figure).max().orElse(0);
  }

  private DayReport day(Scene.Kind kind) {
    return Objects.requireNonNull(days.get(kind), kind.title);
  }

  static boolean isSteadyTwinOf(Row row, Row other) {
    return row.scene().equals(Scene.Kind.STEADY.title)
        && row.way().equals(other.way())
        && row.triggers() == other.triggers()
        && row.limitPerHour() == other.limitPerHour();
  }

  static double refused(Row row) {
    return (double) row.http429() / row.requests();
  }

  static double ofShare(Row row) {
    return row.requests() / (Scene.SHARE * row.limitPerHour() * Scene.DAY.toHours());
  }

  static double median(Row row) {
    return row.medianAgeSeconds() / row.boundSeconds();
  }

  static double worst(Row row) {
    return row.worstAgeSeconds() / row.boundSeconds();
  }
}
