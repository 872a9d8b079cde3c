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

/** What JMH wrote: for each row and measurement, the median over the forks of a fork's median. */
final class Results {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Map<String, JsonNode> rows = new HashMap<>();

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
      results.rows.put(key(afterPackage, parameters), row);
    }
    return results;
  }

  /** Returns JMH's score: a time, or a throughput. */
  double score(String benchmark, String... parameters) {
    return median(row(benchmark, parameters).path("primaryMetric"));
  }

  /** Returns the bytes allocated per operation. */
  double bytes(String benchmark, String... parameters) {
    return median(row(benchmark, parameters).path("secondaryMetrics").path(ALLOCATED));
  }

  /** Returns the microseconds of CPU per operation. */
  double cpu(String benchmark, String... parameters) {
    return median(row(benchmark, parameters).path("secondaryMetrics").path(CpuProfiler.LABEL));
  }

  private JsonNode row(String benchmark, String... parameters) {
    Map<String, String> byName = new TreeMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      byName.put(parameters[i], parameters[i + 1]);
    }
    JsonNode row = rows.get(key(benchmark, byName));
    if (row == null) {
      throw new NoSuchElementException("no result of " + key(benchmark, byName));
    }
    return row;
  }

  private static String key(String benchmark, Map<String, String> parameters) {
    return benchmark + parameters;
  }

  private static double median(JsonNode metric) {
    List<Double> forks = new ArrayList<>();
    for (JsonNode fork : metric.path("rawData")) {
      List<Double> iterations = new ArrayList<>();
      fork.forEach(iteration -> iterations.add(iteration.asDouble()));
      forks.add(Medians.of(iterations));
    }
    return Medians.of(forks);
  }
}
