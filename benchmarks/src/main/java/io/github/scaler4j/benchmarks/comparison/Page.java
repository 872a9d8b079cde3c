package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Reports;
import io.github.scaler4j.benchmarks.Table;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report as one self-contained HTML page with the data and with Chart.js, from its WebJar.
 *
 * @param report the report
 */
record Page(ComparisonReport report) {

  private static final String CHART_JS =
      "/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";

  String html(String json) throws IOException {
    return Reports.page(
        Page.class,
        "comparison.html",
        Map.of(
            "lead", lead(),
            "warning", warning(),
            "facts", facts(),
            "limit", Numbers.count(Math.round(report.limitPerHour())),
            "latency", report.latencyMillis() + " ms",
            "tables",
                ReportTables.of(report).stream().map(Table::html).collect(Collectors.joining()),
            "style", Reports.resource(Page.class, "comparison.css"),
            "script", Reports.resource(Page.class, "comparison.js"),
            // Nothing in a script may look like its end tag.
            "data", json.replace("<", "\\u003c"),
            "library", Reports.resource(Page.class, CHART_JS).replace("</script", "<\\/script")));
  }

  /** Summarizes the charts in a sentence for each number of scalers. */
  private String lead() {
    return report.outcomes().stream()
        .map(Outcome::scalers)
        .distinct()
        .map(this::lead)
        .collect(Collectors.joining());
  }

  private String lead(int scalers) {
    Map<ReadMode, Outcome> byMode =
        report.outcomes().stream()
            .filter(outcome -> outcome.scalers() == scalers)
            .collect(Collectors.toMap(Outcome::mode, outcome -> outcome));
    Outcome naive = byMode.get(ReadMode.NAIVE);
    Outcome api = byMode.get(ReadMode.API);
    if (naive == null || api == null || api.requestsPerHour() <= 0) {
      return "";
    }
    return """
        <li><b>%s scalers</b> %s&times; fewer requests from Scaler4j in API mode; \
        %s%% of its reads gave a value, %s%% of the naive ones</li>
        """
        .formatted(
            Numbers.count(scalers),
            Numbers.of(naive.requestsPerHour() / api.requestsPerHour()),
            Numbers.percent(api.valuePercent()),
            Numbers.percent(naive.valuePercent()));
  }

  private String warning() {
    return report.disturbed()
        ? "<p class=\"warning\">The machine was too slow or too busy during some runs: reads began"
            + " late or not at all (last two columns of the costs). Latencies and CPU times of"
            + " these runs don't count.</p>"
        : "";
  }

  private String facts() {
    Machine machine = report.machine();
    String when =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
            .format(report.begunAt().atOffset(ZoneOffset.UTC));
    return fact("Run", when + (report.quick() ? ", a short one (--quick)" : ""))
        + fact(
            "Machine",
            "%s, %d cores, %s GiB, load %s before the run"
                .formatted(
                    machine.processor(),
                    machine.cores(),
                    Numbers.of(machine.memoryGib()),
                    Numbers.of(machine.loadAverage())))
        + fact("System", machine.system() + ", " + machine.java())
        + fact(
            "Rate limit",
            "%,d requests per %d s, reported and enforced by the server"
                .formatted(report.limit(), report.periodSeconds()))
        + fact("Datadog answers", "after " + report.latencyMillis() + " ms");
  }

  private static String fact(String name, String text) {
    return "<dt>" + Table.escaped(name) + "</dt><dd>" + Table.escaped(text) + "</dd>\n";
  }
}
