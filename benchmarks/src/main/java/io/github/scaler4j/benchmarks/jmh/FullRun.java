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
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all benchmarks and the cold start, one after the other, and writes the reports.
 *
 * <p>What each gave is kept in {@code benchmarks/target/runs}; a run that was broken off goes on
 * after the last one that was done.
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
    Path runs = Files.createDirectories(ClassPaths.target().resolve(smoke ? "smoke" : "runs"));
    if (smoke || List.of(args).contains("--again")) {
      for (Class<?> benchmark : BENCHMARKS) {
        Files.deleteIfExists(done(runs, benchmark));
      }
      Files.deleteIfExists(done(runs, ColdStart.class));
    }
    if (!Files.exists(done(runs, ColdStart.class))) {
      ColdStart.main(new String[] {part(runs, ColdStart.class).toString()});
      keep(runs, ColdStart.class);
    }
    for (Class<?> benchmark : BENCHMARKS) {
      if (!Files.exists(done(runs, benchmark))) {
        run(benchmark, part(runs, benchmark), smoke);
        keep(runs, benchmark);
      }
    }
    report(runs, smoke ? runs : Files.createDirectories(ClassPaths.reports()));
  }

  private static void run(Class<?> benchmark, Path result, boolean smoke) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmark.getName()) + "\\.")
            .shouldFailOnError(true)
            .resultFormat(ResultFormatType.JSON)
            .result(result.toString());
    if (smoke) {
      TimeValue moment = TimeValue.milliseconds(100);
      options.forks(1).warmupIterations(1).warmupTime(moment);
      options.measurementIterations(1).measurementTime(moment);
    }
    new Runner(Benchmarks.profiled(options.build()).build()).run();
  }

  private static void report(Path runs, Path reports) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    for (Class<?> benchmark : BENCHMARKS) {
      for (JsonNode row : JSON.readTree(done(runs, benchmark).toFile())) {
        // Where Java lies on the machine is nobody's business.
        all.add(((ObjectNode) row).without("jvm"));
      }
    }
    write(reports.resolve("jmh.json"), all);
    write(reports.resolve("cold-start.json"), JSON.readTree(done(runs, ColdStart.class).toFile()));
    Bars.main(new String[] {reports.toString()});
  }

  private static void write(Path file, JsonNode json) throws IOException {
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  private static void keep(Path runs, Class<?> benchmark) throws IOException {
    Files.move(part(runs, benchmark), done(runs, benchmark), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path part(Path runs, Class<?> benchmark) {
    return runs.resolve(benchmark.getSimpleName() + ".part");
  }

  private static Path done(Path runs, Class<?> benchmark) {
    return runs.resolve(benchmark.getSimpleName() + ".json");
  }
}
