package io.github.scaler4j.benchmarks.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report for people.
 *
 * @param rows all rows
 * @param days the day of this library in the scene of each trouble
 */
record ReportPage(List<Row> rows, Map<Scene.Kind, DayReport> days) {

  String text() {
    return """
        # A day in virtual time

        Written by `mvn -q -pl benchmarks -am compile exec:java@simulation`; don't edit. The rows are
        also in [simulation.json](simulation.json).

        ## Method

        N triggers, each with a query of its own, are read for 24 hours as KEDA reads them: every 30 s
        by the poll loop and every 15 s by the HorizontalPodAutoscaler, each at a random phase (seed
        %d). Datadog answers after 100 ms and enforces its limit per hour of the clock, told in the
        `X-RateLimit-*` headers. Time is virtual; the same numbers come out on every machine.

        - `naive` is KEDA's way: a request per read, and a second one at once if the first fails.
        - `single-flight` asks again only when the value is 15 s old, and keeps no failure. Both are
          models: what they ask of Datadog is all that counts.
        - `scaler4j` is the library itself, at its defaults but for `staleFor`: its real classes on the
          embedded Datadog's logic, without sockets. `staleFor` is 5 minutes or, where the bound is
          higher than 200 s, 1.5 times the bound. With less, reads would fail where the limit cannot
          keep the queries fresher: set it beyond the bound.

        `requests` counts attempts during an outage too. `batchFill` is queries per request, of 35. The
        age is that of the value at the moment of its read; `boundSeconds` is what it should not
        exceed: `max(freshFor, ceil(N/35) / paced rate)`, `freshFor` being 15 s and the paced rate the
        0.9 of the limit that this library takes at most, less what others spend. Fill and ages of
        `scaler4j` count after the first round, that is once every trigger has had a value. Left out
        are also, in `outage`, the reads from its begin until every value is new again, and in
        `bad-queries` the first hour, in which the bad ones are found; both are told below. Failed
        reads are counted from the first second on: until the first round is over, those who have no
        value yet wait for the trigger's timeout and then learn that the request is held back.

        ## Scenes

        | scene | what goes wrong |
        |---|---|
        | `steady` | nothing |
        | `bad-queries` | Datadog refuses one query in a hundred, with all that share its request |
        | `limit-halves` | at 12:03, within a period, the limit halves; the bound is that of the lower limit |
        | `other-consumer` | somebody else spends half of the organisation's limit, evenly |
        | `three-processes` | a third of the triggers each, one account, no word between them |
        | `outage` | no connection from 12:00 to 12:20 |
        | `burst` | all triggers are polled at the same moment, and all synced at the same moment |

        ## Results

        %s
        ## What was to be reached

        %s
        ## Naive

        At 1,000 triggers and 1,600 requests per hour, %s of naive's reads fail, after %s requests and
        %s answers of 429; of `single-flight`'s reads, %s fail; of `scaler4j`'s, %s.

        ## In trouble

        - `outage`: %s reads fail in the whole day: those for whom no value of the last 5 minutes is
          left, and those of the first round. The oldest value handed out is %s s old, within
          `staleFor`. When Datadog is back, the circuit breaker first lets one request try.
        - `bad-queries`: to find 10 culprits among 1,000 queries takes more than 100 requests. Up to 80
          of these, a twentieth of the limit, leave ahead of the pace. In the first hour a neighbour's
          value gets %s s old at worst, %s of the bound. Later a culprit is asked again every half hour.
        """
        .formatted(
            Simulation.SEED,
            table(rows),
            new Bars(rows, days).table(),
            percent(failing("naive")),
            count(row("naive").requests()),
            count(row("naive").http429()),
            percent(failing("single-flight")),
            percent(failing("scaler4j")),
            count(day(Scene.Kind.OUTAGE).row().failedReads()),
            number(day(Scene.Kind.OUTAGE).worstLeftOutSeconds(), 0),
            number(day(Scene.Kind.BAD_QUERIES).worstLeftOutSeconds(), 0),
            number(
                day(Scene.Kind.BAD_QUERIES).worstLeftOutSeconds()
                    / day(Scene.Kind.BAD_QUERIES).row().boundSeconds(),
                2));
  }

  static String table(List<Row> rows) {
    return """
        | scene | way | triggers | limit/h | reads | failed | requests | 429 | fill | bound s | median age s | worst age s |
        |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
        """
        + rows.stream().map(ReportPage::line).collect(Collectors.joining());
  }

  private static String line(Row row) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,d | %,d | %,d | %,d | %,d | %,d | %.4f | %.2f | %.2f | %.2f |\n",
        row.scene(),
        row.way(),
        row.triggers(),
        row.limitPerHour(),
        row.reads(),
        row.failedReads(),
        row.requests(),
        row.http429(),
        row.batchFill(),
        row.boundSeconds(),
        row.medianAgeSeconds(),
        row.worstAgeSeconds());
  }

  private DayReport day(Scene.Kind kind) {
    DayReport day = days.get(kind);
    if (day == null) {
      throw new IllegalStateException(kind + " is missing");
    }
    return day;
  }

  private Row row(String way) {
    Scene scene = new Scene(Scene.Kind.STEADY, 1_000, 1_600);
    return rows.stream()
        .filter(row -> row.isOf(scene) && row.way().equals(way))
        .findFirst()
        .orElseThrow();
  }

  private double failing(String way) {
    return (double) row(way).failedReads() / row(way).reads();
  }

  static String percent(double share) {
    return number(100 * share, 2) + "%";
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String number(double value, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
