package io.github.scaler4j.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The tables of a report, the same on the terminal and in the HTML. */
final class Tables {

  private static final double KIB = 1_024;

  private Tables() {}

  static List<Table> of(Report report) {
    List<Table> tables = new ArrayList<>();
    tables.add(
        outcomes(
            "What Datadog sees, per hour",
            report,
            List.of("requests", "answered 429", "queries/request", "agent requests", "clock"),
            outcome ->
                List.of(
                    Numbers.of(outcome.requestsPerHour()),
                    Numbers.of(outcome.refusedPerHour()),
                    Numbers.of(outcome.queriesPerRequest()),
                    outcome.way() == Way.CLUSTER_AGENT
                        ? Numbers.of(outcome.agentRequestsPerHour())
                        : Numbers.NONE,
                    Numbers.of(outcome.acceleration()) + " x")));
    tables.add(
        outcomes(
            "What a read gives: a value or not, and the value's age in seconds",
            report,
            List.of("reads", "without value", "with value %", "age p50", "age p99", "age worst"),
            outcome ->
                List.of(
                    Numbers.count(outcome.values() + outcome.failedReads()),
                    Numbers.count(outcome.failedReads()),
                    Numbers.percent(outcome.valuePercent()),
                    ifAny(outcome.ageSeconds(), outcome.ageSeconds().p50()),
                    ifAny(outcome.ageSeconds(), outcome.ageSeconds().p99()),
                    ifAny(outcome.ageSeconds(), outcome.ageSeconds().worst()))));
    tables.add(
        outcomes(
            "How long a read takes: answered at once (us), or fetching (ms)",
            report,
            List.of("at once %", "p50 us", "p99", "p99.9", "p50 ms", "p99", "p99.9"),
            outcome ->
                List.of(
                    Numbers.percent(
                        outcome.values() == 0
                            ? 0
                            : 100.0 * outcome.atOnceMicros().count() / outcome.values()),
                    ifAny(outcome.atOnceMicros(), outcome.atOnceMicros().p50()),
                    ifAny(outcome.atOnceMicros(), outcome.atOnceMicros().p99()),
                    ifAny(outcome.atOnceMicros(), outcome.atOnceMicros().p999()),
                    ifAny(outcome.fetchingMillis(), outcome.fetchingMillis().p50()),
                    ifAny(outcome.fetchingMillis(), outcome.fetchingMillis().p99()),
                    ifAny(outcome.fetchingMillis(), outcome.fetchingMillis().p999()))));
    tables.add(
        outcomes(
            "What it costs the reading process, connections and all",
            report,
            List.of("CPU s/hour", "heap KiB/scaler", "late p99 ms", "skipped reads"),
            outcome ->
                List.of(
                    Numbers.of(outcome.cpuSecondsPerHour()),
                    Numbers.of(outcome.heapBytesPerScaler() / KIB),
                    Numbers.of(outcome.lateMillis().p99()),
                    Numbers.count(outcome.skippedReads()))));
    tables.add(heap(report));
    return tables;
  }

  private static Table outcomes(
      String title, Report report, List<String> headings, Function<Outcome, List<String>> cells) {
    List<String> all = new ArrayList<>(List.of("scalers", "way"));
    all.addAll(headings);
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : report.outcomes()) {
      List<String> row = new ArrayList<>();
      row.add(Numbers.count(outcome.scalers()));
      row.add(outcome.way().title);
      row.addAll(cells.apply(outcome));
      rows.add(row);
    }
    return new Table(title, 2, all, rows);
  }

  private static String ifAny(Percentiles percentiles, double number) {
    return percentiles.count() == 0 ? Numbers.NONE : Numbers.of(number);
  }

  private static Table heap(Report report) {
    List<List<String>> rows =
        report.heap().stream()
            .map(
                row ->
                    List.of(
                        row.way().title,
                        row.queries(),
                        Numbers.count(row.scalers()),
                        Numbers.of(row.bytesPerScaler()),
                        Numbers.of(row.stringBytesPerScaler()),
                        Numbers.of(row.beyondStrings()),
                        Numbers.of(row.leftAfterClose() / KIB)))
            .toList();
    return new Table(
        "Heap per open scaler that was read, in bytes",
        2,
        List.of(
            "way", "metrics", "scalers", "in all", "its texts", "beyond them", "left at end KiB"),
        rows);
  }
}
