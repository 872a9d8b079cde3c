package io.github.scaler4j.benchmarks.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.scaler4j.benchmarks.Reports;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One JVM's result of one benchmark: the medians of its iterations.
 *
 * @param benchmark the class and the method
 * @param params the benchmark's parameters
 * @param round from 1
 * @param score a time, or a throughput
 * @param unit the score's unit
 * @param bytesPerOp the allocation per operation
 * @param cpuMicrosPerOp the CPU time of the whole process per operation
 */
record Measurement(
    String benchmark,
    Map<String, String> params,
    int round,
    double score,
    String unit,
    double bytesPerOp,
    double cpuMicrosPerOp) {

  private static final MathContext DIGITS = new MathContext(6);

  /** Condenses JMH's files. A repeated benchmark counts as the next round. */
  static List<Measurement> condense(List<Path> files) throws IOException {
    List<Measurement> all = new ArrayList<>();
    for (Path file : files) {
      for (JsonNode row : Reports.JSON.readTree(file.toFile())) {
        String benchmark = row.path("benchmark").asText().replaceFirst("^([a-z][a-z0-9]*\\.)+", "");
        Map<String, String> params = new TreeMap<>();
        row.path("params").properties().forEach(p -> params.put(p.getKey(), p.getValue().asText()));
        JsonNode score = row.path("primaryMetric");
        JsonNode others = row.path("secondaryMetrics");
        all.add(
            new Measurement(
                benchmark,
                params,
                1 + (int) all.stream().filter(other -> other.isOf(benchmark, params)).count(),
                median(score),
                score.path("scoreUnit").asText(),
                median(others.path("gc.alloc.rate.norm")),
                median(others.path(CpuProfiler.LABEL))));
      }
    }
    return all;
  }

  private static double median(JsonNode metric) {
    double median = metric.path("scorePercentiles").path("50.0").asDouble();
    return new BigDecimal(median).round(DIGITS).doubleValue();
  }

  boolean isOf(String otherBenchmark, Map<String, String> otherParams) {
    return benchmark.equals(otherBenchmark) && params.equals(otherParams);
  }
}
