package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Percentiles;
import io.github.scaler4j.benchmarks.Table;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The tables of a report, the same on the terminal and in the HTML. */
final class ReportTables {

  private static final String NONE = "-";
  private static final double KIB = 1_024;

  private ReportTables() {}

  static List<Table> of(ComparisonReport report) {
    return List.of(
        table(
            "What Datadog sees, per hour",
            report,
            List.of("requests", "answered 429", "queries/request", "agent requests", "clock"),
            outcome ->
                List.of(
                    Numbers.of(outcome.requestsPerHour()),
                    Numbers.of(outcome.refusedPerHour()),
                    Numbers.of(outcome.queriesPerRequest()),
                    outcome.mode() == ReadMode.CLUSTER_AGENT
                        ? Numbers.of(outcome.agentRequestsPerHour())
                        : NONE,
                    Numbers.of(outcome.acceleration()) + " x")),
        table(
            "Results of reads, and the ages of their values in seconds",
            report,
            List.of("reads", "without value", "with value %", "age p50", "age p99", "age worst"),
            outcome ->
                cells(
                    Stream.of(
                        Numbers.count(outcome.values() + outcome.failedReads()),
                        Numbers.count(outcome.failedReads()),
                        Numbers.percent(outcome.valuePercent())),
                    ages(outcome.ageSeconds()))),
        table(
            "Duration of reads: answered at once (us) and fetched (ms)",
            report,
            List.of("at once %", "p50 us", "p99", "p99.9", "p50 ms", "p99", "p99.9"),
            outcome ->
                cells(
                    Stream.of(Numbers.percent(outcome.atOncePercent())),
                    Stream.concat(
                        latencies(outcome.atOnceMicros()), latencies(outcome.fetchingMillis())))),
        table(
            "Cost to the reading process, including connections",
            report,
            List.of("CPU s/hour", "heap KiB/scaler", "late p99 ms", "skipped reads"),
            outcome ->
                List.of(
                    Numbers.of(outcome.cpuSecondsPerHour()),
                    Numbers.of(outcome.heapBytesPerScaler() / KIB),
                    Numbers.of(outcome.lateMillis().p99()),
                    Numbers.count(outcome.skippedReads()))),
        heap(report));
  }

  private static Table table(
      String title,
      ComparisonReport report,
      List<String> headings,
      Function<Outcome, List<String>> cells) {
    return new Table(
        title,
        2,
        cells(Stream.of("scalers", "mode"), headings.stream()),
        report.outcomes().stream()
            .map(
                outcome ->
                    cells(
                        Stream.of(Numbers.count(outcome.scalers()), outcome.mode().title),
                        cells.apply(outcome).stream()))
            .toList());
  }

  private static List<String> cells(Stream<String> first, Stream<String> rest) {
    return Stream.concat(first, rest).toList();
  }

  private static Stream<String> ages(Percentiles p) {
    return ifAny(p, p.p50(), p.p99(), p.worst());
  }

  private static Stream<String> latencies(Percentiles p) {
    return ifAny(p, p.p50(), p.p99(), p.p999());
  }

  private static Stream<String> ifAny(Percentiles percentiles, double... figures) {
    return DoubleStream.of(figures)
        .mapToObj(figure -> percentiles.count() == 0 ? NONE : Numbers.of(figure));
  }

  private static Table heap(ComparisonReport report) {
    return new Table(
        "Heap per open scaler that was read, in bytes",
        2,
        List.of(
            "mode", "metrics", "scalers", "total", "its texts", "beyond them", "left at end KiB"),
        report.heap().stream()
            .map(
                row ->
                    List.of(
                        row.mode().title,
                        row.queries(),
                        Numbers.count(row.scalers()),
                        Numbers.of(row.bytesPerScaler()),
                        Numbers.of(row.stringBytesPerScaler()),
                        Numbers.of(row.bytesBeyondTexts()),
                        Numbers.of(row.leftAfterClose() / KIB)))
            .toList());
  }
}
