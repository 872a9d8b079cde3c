package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.source.TimeSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares the ways to read many triggers, prints tables, and writes an HTML page and JSON.
 *
 * <p>The tables go to standard output, progress to standard error.
 */
public final class Comparison {

  private static final Map<Way, Integer> MANY = Map.of(Way.API, 100_000, Way.CLUSTER_AGENT, 10_000);
  private static final int FEW = 2_000;
  private static final double HEAP_SECONDS = 8;

  private final Arguments arguments;
  private final PrintStream err;

  private Comparison(Arguments arguments, PrintStream err) {
    this.arguments = arguments;
    this.err = err;
  }

  /**
   * Runs the program and ends the process: with status 0, 1 if it fails, or 2 for bad arguments.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    System.exit(run(List.of(args), System.out, System.err));
  }

  static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      Arguments arguments = Arguments.parse(args);
      if (arguments.help()) {
        out.print(Arguments.USAGE);
        return 0;
      }
      Report report =
          arguments.from().isPresent()
              ? ReportFiles.read(arguments.from().get())
              : new Comparison(arguments, err).report();
      ReportFiles.write(arguments.out(), report);
      print(report, arguments.out(), out);
      return 0;
    } catch (Arguments.BadArgument e) {
      err.println("error: " + e.getMessage());
      err.print(Arguments.USAGE);
      return 2;
    } catch (IOException | IllegalStateException | java.io.UncheckedIOException e) {
      err.println("error: " + e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("interrupted; nothing was written");
      return 1;
    }
  }

  private static void print(Report report, Path folder, PrintStream out) {
    out.println();
    for (Table table : Tables.of(report)) {
      out.println(table.text());
    }
    if (report.disturbed()) {
      out.println("The machine was too slow or too busy: reads began late or not at all.");
    }
    out.println(folder.resolve(ReportFiles.HTML));
    out.println(folder.resolve(ReportFiles.JSON));
  }

  private Report report() throws InterruptedException {
    Machine machine = Machine.here();
    Instant begunAt = TimeSource.system().now();
    Plan plan = Plan.of(arguments);
    List<HeapRow> heap = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    double seconds = plan.realLength().toMillis() / 1e3 + 4 * heapSeconds();
    ProgressBar bar = ProgressBar.onStandardError(err, seconds);
    try (Upstream upstream = new Upstream()) {
      Thread end = new Thread(upstream::close);
      Runtime.getRuntime().addShutdownHook(end);
      for (Load load : plan.rehearsals()) {
        bar.begin("warming up, " + load.way().title, load.realLength().toMillis() / 1e3);
        LoadRun.run(load, upstream, bar::advance);
      }
      for (Load load : plan.loads()) {
        bar.begin(
            String.format(Locale.ROOT, "%,d scalers, %s", load.scalers(), load.way().title),
            load.realLength().toMillis() / 1e3);
        outcomes.add(LoadRun.run(load, upstream, bar::advance));
      }
      HeapPerScaler measure = new HeapPerScaler(upstream);
      for (Way way : List.of(Way.API, Way.CLUSTER_AGENT)) {
        for (boolean distinct : new boolean[] {true, false}) {
          bar.begin("heap per scaler, " + way.title, heapSeconds());
          int scalers = arguments.quick() ? FEW : MANY.getOrDefault(way, FEW);
          heap.add(measure.measure(way, scalers, distinct));
        }
      }
      Runtime.getRuntime().removeShutdownHook(end);
    } finally {
      bar.end();
    }
    return new Report(
        begunAt,
        arguments.quick(),
        arguments.limit(),
        arguments.period().toSeconds(),
        arguments.latency().toMillis(),
        machine,
        outcomes,
        heap);
  }

  private double heapSeconds() {
    return arguments.quick() ? 1.5 : HEAP_SECONDS;
  }
}
