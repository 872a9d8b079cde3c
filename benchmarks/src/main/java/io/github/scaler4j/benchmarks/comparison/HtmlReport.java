package io.github.scaler4j.benchmarks.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report as one HTML page that needs nothing but itself: Chart.js, taken from its WebJar, and
 * the data are inside.
 */
final class HtmlReport {

  static final String CHART_JS = "/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";

  private final Report report;
  private final String json;

  HtmlReport(Report report, String json) {
    this.report = report;
    this.json = json;
  }

  String page() throws IOException {
    Map<String, String> parts =
        Map.of(
            "lead", lead(),
            "warning", warning(),
            "facts", facts(),
            "limit", String.format(Locale.ROOT, "%,d", limitPerHour()),
            "latency", report.latencyMillis() + " ms",
            "tables", tables(),
            "style", resource("comparison.css"),
            "script", resource("comparison.js"),
            // Nothing inside of a script may look like its end.
            "data", json.replace("<", "\\u003c"),
            "library", resource(CHART_JS).replace("</script", "<\\/script"));
    String page = resource("comparison.html");
    for (Map.Entry<String, String> part : parts.entrySet()) {
      // The library is put in last, so that nothing in it is taken for a placeholder.
      if (!part.getKey().equals("library")) {
        page = page.replace("{{" + part.getKey() + "}}", part.getValue());
      }
    }
    return page.replace("{{library}}", requireNonNull(parts.get("library")));
  }

  private long limitPerHour() {
    return Math.round(report.limit() * 3_600.0 / report.periodSeconds());
  }

  /** Says in a sentence per number of scalers what the charts show. */
  private String lead() {
    StringBuilder lead = new StringBuilder();
    List<Integer> sizes = report.outcomes().stream().map(Outcome::scalers).distinct().toList();
    for (int scalers : sizes) {
      Map<Way, Outcome> byWay =
          report.outcomes().stream()
              .filter(outcome -> outcome.scalers() == scalers)
              .collect(Collectors.toMap(Outcome::way, outcome -> outcome));
      Outcome naive = byWay.get(Way.NAIVE);
      Outcome api = byWay.get(Way.API);
      if (naive != null && api != null && api.requestsPerHour() > 0) {
        lead.append(
            String.format(
                Locale.ROOT,
                "<li><b>%,d scalers</b> %s&times; fewer requests from Scaler4j in API mode;"
                    + " %s%% of its reads gave a value, %s%% of the naive ones</li>%n",
                scalers,
                Numbers.of(naive.requestsPerHour() / api.requestsPerHour()),
                Numbers.percent(api.valuePercent()),
                Numbers.percent(naive.valuePercent())));
      }
    }
    return lead.toString();
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
            "%,d requests per %d s, told and enforced by the server"
                .formatted(report.limit(), report.periodSeconds()))
        + fact("Datadog answers", "after " + report.latencyMillis() + " ms");
  }

  private static String fact(String name, String text) {
    return "<dt>" + Table.escaped(name) + "</dt><dd>" + Table.escaped(text) + "</dd>\n";
  }

  private String tables() {
    return Tables.of(report).stream().map(Table::html).collect(Collectors.joining());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
