package io.github.scaler4j.benchmarks.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The report as it lies in the repository. */
final class CheckedInReport {

  private static final Path DIRECTORY = Path.of("reports");

  private CheckedInReport() {}

  static String json() throws IOException {
    return Files.readString(DIRECTORY.resolve("simulation.json"));
  }

  static String page() throws IOException {
    return Files.readString(DIRECTORY.resolve("simulation.md"));
  }

  static List<Row> rows() throws IOException {
    return List.of(new ObjectMapper().readValue(json(), Row[].class));
  }

  static Row row(Scene scene, String way) throws IOException {
    return rows().stream()
        .filter(row -> row.isOf(scene) && row.way().equals(way))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row of " + scene + ", " + way));
  }

  /** The rows of this library. */
  static Stream<Row> ours() throws IOException {
    return rows().stream().filter(row -> row.way().equals("scaler4j"));
  }
}
