package io.github.scaler4j.benchmarks.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The time from the start of a JVM to the first value it reads over plain HTTP, each way in turn,
 * round by round.
 */
final class ColdStart {

  private static final int ROUNDS = 15;

  private ColdStart() {}

  /**
   * Measures, and prints what came.
   *
   * @param args where to write it as JSON, or nothing
   */
  public static void main(String[] args) throws Exception {
    Map<String, List<Double>> millis = measure();
    millis.forEach(
        (name, runs) ->
            System.out.printf(
                "%-9s min %.0f ms, median %.0f ms%n",
                name, runs.stream().min(Double::compare).orElseThrow(), new Rounds(runs).median()));
    if (args.length > 0) {
      Files.write(Path.of(args[0]), new ObjectMapper().writeValueAsBytes(millis));
    }
  }

  private static Map<String, List<Double>> measure() throws IOException, InterruptedException {
    ClassPaths paths = ClassPaths.load();
    Map<String, List<String>> ways = new LinkedHashMap<>();
    try (ServerProcess server = ServerProcess.start(0)) {
      String url = server.plainUrl();
      ways.put("nothing", command(paths.minimal(), FirstValue.Nothing.class, url));
      ways.put(
          "scaler4j", command(paths.minimal("scaler-datadog-api"), FirstValue.Scaler4j.class, url));
      ways.put(
          "okhttp",
          command(paths.minimal("okhttp-jvm", "jackson-core"), FirstValue.OkHttp.class, url));
      ways.put(
          "datadog", command(paths.minimal("datadog-api-client"), FirstValue.Official.class, url));
      Map<String, List<Double>> millis = new LinkedHashMap<>();
      for (int round = -1; round < ROUNDS; round++) {
        for (Map.Entry<String, List<String>> way : ways.entrySet()) {
          double took = once(way.getValue());
          // The first round fills the disk cache.
          if (round >= 0) {
            millis.computeIfAbsent(way.getKey(), key -> new ArrayList<>()).add(took);
          }
        }
      }
      return millis;
    }
  }

  private static List<String> command(String classPath, Class<?> program, String url) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-cp",
        classPath,
        program.getName(),
        url);
  }

  private static double once(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII))) {
      String value = out.readLine();
      double millis = (System.nanoTime() - start) / 1e6;
      int exit = process.waitFor();
      if (value == null || exit != 0) {
        throw new IOException(command + " ended with " + exit);
      }
      return millis;
    }
  }
}
