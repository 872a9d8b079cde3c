package io.github.scaler4j.benchmarks.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.scaler4j.clusteragent.AgentDecoderBenchmark;
import io.github.scaler4j.datadogapi.SeriesDecoderBenchmark;
import java.io.IOException;
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
 * Runs the cold start and, in several rounds, all benchmarks, and writes the reports.
 *
 * <p>In a round, each client has a JVM, one soon after the other: so a slow minute of the machine
 * is a slow minute for all. What each benchmark gave is kept in {@code benchmarks/target/runs}; a
 * run that was broken off goes on after the last one that was done.
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
  private static final String COLD_START = "ColdStart.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private FullRun() {}

  /**
   * Runs.
   *
   * @param args {@code --again} forgets what an earlier run has done; {@code --smoke} runs each
   *     benchmark for a moment, to see that it runs, and leaves {@code benchmarks/reports} alone
   */
  public static void main(String[] args) throws Exception {
    boolean smoke = List.of(args).contains("--smoke");
    Path runs = ClassPaths.target().resolve(smoke ? "smoke" : "runs");
    Files.createDirectories(runs);
    int rounds = smoke ? 1 : ROUNDS;
    if (smoke || List.of(args).contains("--again")) {
      for (Path done : results(runs, rounds)) {
        Files.deleteIfExists(done);
      }
      Files.deleteIfExists(runs.resolve(COLD_START));
    }
    if (!Files.exists(runs.resolve(COLD_START))) {
      ColdStart.main(new String[] {part(runs).toString()});
      keep(runs, runs.resolve(COLD_START));
    }
    for (int round = 1; round <= rounds; round++) {
      for (Class<?> benchmark : BENCHMARKS) {
        Path done = result(runs, benchmark, round);
        if (!Files.exists(done)) {
          run(benchmark, part(runs), round, smoke);
          keep(runs, done);
        }
      }
    }
    report(runs, rounds, smoke ? runs : Files.createDirectories(ClassPaths.reports()));
  }

  private static void run(Class<?> benchmark, Path result, int round, boolean smoke)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmark.getName()) + "\\.")
            .forks(1)
            .shouldFailOnError(true)
            .resultFormat(ResultFormatType.JSON)
            .result(result.toString());
    if (round > 1) {
      options.exclude("\\.by1$"); // Nothing is claimed of a single caller.
    }
    if (smoke) {
      TimeValue moment = TimeValue.milliseconds(100);
      options.warmupIterations(1).warmupTime(moment);
      options.measurementIterations(1).measurementTime(moment);
    }
    new Runner(Benchmarks.profiled(options.build()).build()).run();
  }

  private static void report(Path runs, int rounds, Path reports) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    for (Path done : results(runs, rounds)) {
      for (JsonNode row : JSON.readTree(done.toFile())) {
        // Where Java lies on the machine is nobody's business.
        all.add(((ObjectNode) row).without("jvm"));
      }
    }
    write(reports.resolve("jmh.json"), all);
    write(reports.resolve("cold-start.json"), JSON.readTree(runs.resolve(COLD_START).toFile()));
    Bars.main(new String[] {reports.toString()});
  }

  private static void write(Path file, JsonNode json) throws IOException {
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  private static void keep(Path runs, Path done) throws IOException {
    Files.move(part(runs), done, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path part(Path runs) {
    return runs.resolve("part.json");
  }

  private static List<Path> results(Path runs, int rounds) {
    List<Path> results = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (Class<?> benchmark : BENCHMARKS) {
        results.add(result(runs, benchmark, round));
      }
    }
    return results;
  }

  private static Path result(Path runs, Class<?> benchmark, int round) {
    return runs.resolve(benchmark.getSimpleName() + "-" + round + ".json");
  }
}
