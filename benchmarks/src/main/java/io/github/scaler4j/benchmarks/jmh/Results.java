package io.github.scaler4j.benchmarks.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Function;

/** What JMH wrote: of each row and measurement a value for each round, the median of its fork. */
final class Results {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Map<String, List<JsonNode>> rows = new HashMap<>();

  private Results() {}

  static Results read(Path file) throws IOException {
    Results results = new Results();
    for (JsonNode row : new ObjectMapper().readTree(file.toFile())) {
      String name = row.path("benchmark").asText();
      Map<String, String> parameters = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : row.path("params").properties()) {
        parameters.put(entry.getKey(), entry.getValue().asText());
      }
      String afterPackage = name.replaceFirst("^([a-z][a-z0-9]*\\.)+", "");
      results
          .rows
          .computeIfAbsent(key(afterPackage, parameters), key -> new ArrayList<>())
          .add(row);
    }
    return results;
  }

  /** Returns JMH's score: a time, or a throughput. */
  Rounds score(String benchmark, String... parameters) {
    return rounds(benchmark, parameters, row -> row.path("primaryMetric"));
  }

  /** Returns the bytes allocated per operation. */
  Rounds bytes(String benchmark, String... parameters) {
    return rounds(benchmark, parameters, row -> row.path("secondaryMetrics").path(ALLOCATED));
  }

  /** Returns the microseconds of CPU per operation. */
  Rounds cpu(String benchmark, String... parameters) {
    return rounds(
        benchmark, parameters, row -> row.path("secondaryMetrics").path(CpuProfiler.LABEL));
  }

  private Rounds rounds(
      String benchmark, String[] parameters, Function<JsonNode, JsonNode> metric) {
    Map<String, String> byName = new TreeMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      byName.put(parameters[i], parameters[i + 1]);
    }
    List<JsonNode> found = rows.get(key(benchmark, byName));
    if (found == null) {
      throw new NoSuchElementException("no result of " + key(benchmark, byName));
    }
    List<Double> forks = new ArrayList<>();
    for (JsonNode row : found) {
      for (JsonNode fork : metric.apply(row).path("rawData")) {
        List<Double> iterations = new ArrayList<>();
        fork.forEach(iteration -> iterations.add(iteration.asDouble()));
        forks.add(new Rounds(iterations).median());
      }
    }
    return new Rounds(forks);
  }

  private static String key(String benchmark, Map<String, String> parameters) {
    return benchmark + parameters;
  }
}
