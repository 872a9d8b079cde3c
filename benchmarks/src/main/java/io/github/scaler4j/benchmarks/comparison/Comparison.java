package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.benchmarks.Jvm;
import io.github.scaler4j.benchmarks.LineCharts;
import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Progress;
import io.github.scaler4j.benchmarks.Reports;
import io.github.scaler4j.benchmarks.Table;
import io.github.scaler4j.source.TimeSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares ways to read many triggers, prints tables, and writes an HTML page, a picture and JSON.
 *
 * <p>The tables go to standard output, progress goes to standard error.
 */
public final class Comparison {

  static final String HTML = "comparison.html";
  static final String JSON = "comparison.json";
  static final String PICTURE = "comparison.svg";

  private final Arguments arguments;
  private final Progress progress;
  private final Plan plan;

  private Comparison(Arguments arguments, PrintStream err) {
    this.arguments = arguments;
    this.plan = Plan.of(arguments);
    this.progress =
        Progress.on(err, plan.realLength().toMillis() / 1e3 + HeapPerScaler.RUNS * heapSeconds());
  }

  /**
   * Runs the program and ends the process: with status 0, 1 if it fails, or 2 for bad arguments.
   *
   * @param args see {@code --help}
   * @throws IOException if there is no {@code java}
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (Jvm.isMavens()) {
      System.exit(Jvm.run(Comparison.class, args));
    }
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    System.exit(run(List.of(args), System.out, System.err));
  }

  static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.contains("--help") || args.contains("-h")) {
      out.print(Arguments.USAGE);
      return 0;
    }
    try {
      Arguments arguments = Arguments.parse(args);
      ComparisonReport report =
          arguments.from().isPresent()
              ? Reports.JSON.readValue(arguments.from().get().toFile(), ComparisonReport.class)
              : new Comparison(arguments, err).report();
      write(report, arguments.out());
      print(report, arguments.out(), out);
      return 0;
    } catch (Arguments.BadArgument e) {
      err.println("error: " + e.getMessage());
      err.print(Arguments.USAGE);
      return 2;
    } catch (IOException | RuntimeException e) {
      err.println("error: " + e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("interrupted; nothing was written");
      return 1;
    }
  }

  static void write(ComparisonReport report, Path folder) throws IOException {
    String json = Reports.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
    Reports.write(folder.resolve(JSON), json);
    Reports.write(folder.resolve(HTML), new Page(report).html(json));
    Reports.write(folder.resolve(PICTURE), picture(report));
  }

  private static String picture(ComparisonReport report) throws IOException {
    double limit = report.limitPerHour();
    return new LineCharts<>(
            report.outcomes(),
            outcome -> outcome.mode().title,
            outcome -> Numbers.count(outcome.scalers()))
        .percent("Reads with a value, %", Outcome::valuePercent)
        .counts(
            "Datadog's requests per hour; the line is the limit", Outcome::requestsPerHour, limit)
        .svg();
  }

  private static void print(ComparisonReport report, Path folder, PrintStream out) {
    out.println();
    for (Table table : ReportTables.of(report)) {
      out.println(table.text());
    }
    if (report.disturbed()) {
      out.println("The machine was too slow or too busy: reads began late or not at all.");
    }
    out.println(folder.resolve(HTML));
    out.println(folder.resolve(JSON));
    out.println(folder.resolve(PICTURE));
  }

  private ComparisonReport report() throws InterruptedException {
    Machine machine = Machine.here();
    Instant begunAt = TimeSource.system().now();
    List<HeapRow> heap = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    try (Upstream upstream = new Upstream()) {
      for (Load load : plan.rehearsals()) {
        run(load, "warming up", upstream);
      }
      for (Load load : plan.loads()) {
        outcomes.add(run(load, Numbers.count(load.scalers()) + " scalers", upstream));
      }
      HeapPerScaler measure = new HeapPerScaler(upstream);
      for (ReadMode mode : List.of(ReadMode.API, ReadMode.CLUSTER_AGENT)) {
        for (boolean distinct : new boolean[] {true, false}) {
          progress.begin("heap per scaler, " + mode.title, heapSeconds());
          heap.add(measure.measure(mode, arguments.quick(), distinct));
        }
      }
    } finally {
      progress.end();
    }
    return new ComparisonReport(
        begunAt,
        arguments.quick(),
        arguments.limit(),
        arguments.period().toSeconds(),
        arguments.latency().toMillis(),
        machine,
        outcomes,
        heap);
  }

  private Outcome run(Load load, String label, Upstream upstream) throws InterruptedException {
    progress.begin(label + ", " + load.mode().title, load.realLength().toMillis() / 1e3);
    return LoadRun.run(load, upstream, progress::advance);
  }

  private double heapSeconds() {
    return arguments.quick() ? 1.5 : 8;
  }
}
