package io.github.scaler4j.benchmarks.jmh;

import io.github.scaler4j.benchmarks.Progress;
import io.github.scaler4j.clusteragent.AgentDecoderBenchmark;
import io.github.scaler4j.datadogapi.SeriesDecoderBenchmark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the cold start, then all benchmarks in several rounds, and writes the reports.
 *
 * <p>In a round, the clients' JVMs run one soon after another, so a slow minute of the machine
 * affects all. Results are kept in {@code benchmarks/target/runs}, so an interrupted run continues
 * where it stopped.
 */
final class FullRun {

  private static final List<Class<?>> BENCHMARKS =
      List.of(
          DirectReadBenchmark.class,
          CachedReadBenchmark.class,
          SeriesDecoderBenchmark.class,
          BatchBenchmark.class,
          ResilienceBenchmark.class,
          AgentDecoderBenchmark.class,
          QuantityBenchmark.class,
          TriggerParserBenchmark.class);

  private static final int ROUNDS = 3;
  private static final String COLD_START = "cold-start.json";

  private final boolean smoke;
  private final Path runs;
  private final Progress progress;

  private FullRun(boolean smoke) {
    this.smoke = smoke;
    this.runs = ClassPaths.target().resolve(smoke ? "smoke" : "runs");
    this.progress = Progress.on(System.err, 1.0 + rounds() * BENCHMARKS.size());
  }

  /**
   * Runs.
   *
   * @param args {@code --again} ignores earlier results; {@code --smoke} runs each benchmark for a
   *     moment to check that it works, and does not change {@code benchmarks/reports}
   */
  public static void main(String[] args) throws Exception {
    boolean smoke = List.of(args).contains("--smoke");
    new FullRun(smoke).run(smoke || List.of(args).contains("--again"));
  }

  private int rounds() {
    return smoke ? 1 : ROUNDS;
  }

  private void run(boolean again) throws Exception {
    Files.createDirectories(runs);
    Path coldStart = runs.resolve(COLD_START);
    if (again) {
      Files.deleteIfExists(coldStart);
    }
    progress.begin("cold start", 1);
    if (!Files.exists(coldStart)) {
      ColdStart.main(
          smoke
              ? new String[] {"--smoke", coldStart.toString()}
              : new String[] {coldStart.toString()});
    }
    List<Path> results = new ArrayList<>();
    for (int round = 1; round <= rounds(); round++) {
      for (Class<?> benchmark : BENCHMARKS) {
        progress.begin("round " + round + ", " + benchmark.getSimpleName(), 1);
        Path result = runs.resolve(benchmark.getSimpleName() + "-" + round + ".json");
        if (again || !Files.exists(result)) {
          Path part = runs.resolve("part.json");
          run(benchmark, round, part);
          Files.move(part, result, StandardCopyOption.REPLACE_EXISTING);
        }
        results.add(result);
      }
    }
    Path reports = smoke ? runs : Files.createDirectories(ClassPaths.reports());
    if (!smoke) {
      Files.copy(coldStart, reports.resolve(COLD_START), StandardCopyOption.REPLACE_EXISTING);
    }
    JmhReport.write(reports, results);
  }

  private void run(Class<?> benchmark, int round, Path result) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmark.getName()) + "\\.")
            .forks(1)
            .shouldFailOnError(true)
            .resultFormat(ResultFormatType.JSON)
            .result(result.toString());
    if (round > 1) {
      options.exclude("\\.by1$"); // No claim is made for a single caller.
    }
    if (smoke) {
      TimeValue moment = TimeValue.milliseconds(100);
      options.warmupIterations(1).warmupTime(moment);
      options.measurementIterations(1).measurementTime(moment);
    }
    new Runner(Benchmarks.profiled(options.build()).build()).run();
  }
}
