package io.github.scaler4j.benchmarks.jmh;

import io.github.scaler4j.benchmarks.Jvm;
import io.github.scaler4j.benchmarks.Reports;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The time from the start of a JVM to the first value it reads over plain HTTP. */
final class ColdStart {

  private static final int ROUNDS = 15;
  private static final Map<String, List<String>> ARTIFACTS = new LinkedHashMap<>();

  static {
    ARTIFACTS.put("nothing", List.of());
    ARTIFACTS.put("scaler4j", List.of("scaler-datadog-api"));
    ARTIFACTS.put("okhttp", List.of("okhttp-jvm", "jackson-core"));
    ARTIFACTS.put("datadog", List.of("datadog-api-client"));
  }

  private ColdStart() {}

  /**
   * Measures each library in turn, round by round, and prints the results.
   *
   * @param args where to write it as JSON, or nothing; {@code --smoke} measures one round
   */
  public static void main(String[] args) throws IOException {
    List<String> given = new ArrayList<>(List.of(args));
    Map<String, List<Double>> millis = measure(given.remove("--smoke") ? 1 : ROUNDS);
    millis.forEach(
        (library, runs) ->
            System.out.printf(
                "%-9s min %.0f ms, median %.0f ms%n",
                library,
                runs.stream().min(Double::compare).orElseThrow(),
                new Rounds(runs).median()));
    if (!given.isEmpty()) {
      String json = Reports.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(millis);
      Reports.write(Path.of(given.get(0)), json + "\n");
    }
  }

  private static Map<String, List<Double>> measure(int rounds) throws IOException {
    ClassPaths paths = ClassPaths.load();
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    try (ServerProcess server = ServerProcess.start(0)) {
      // The first round fills the disk cache.
      for (int round = 0; round <= rounds; round++) {
        for (Map.Entry<String, List<String>> library : ARTIFACTS.entrySet()) {
          String classPath = paths.minimal(library.getValue());
          double took = once(classPath, library.getKey(), server.plainUrl());
          if (round > 0) {
            millis.computeIfAbsent(library.getKey(), key -> new ArrayList<>()).add(took);
          }
        }
      }
    }
    return millis;
  }

  private static double once(String classPath, String library, String url) throws IOException {
    List<String> options = List.of("-Xmx256m", "-XX:+UseSerialGC");
    long start = System.nanoTime();
    try (Jvm jvm =
        Jvm.start(options, Redirect.DISCARD, classPath, FirstValue.class, library, url)) {
      jvm.answer();
      return (System.nanoTime() - start) / 1e6;
    }
  }
}
