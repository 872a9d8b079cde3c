package io.github.scaler4j.benchmarks.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All rows, and the page that presents them. */
final class Report {

  private final List<Row> rows = new ArrayList<>();
  private final Map<Scene.Kind, DayReport> troubles = new EnumMap<>(Scene.Kind.class);

  void add(Row row) {
    rows.add(row);
  }

  void add(Scene scene, DayReport day) {
    rows.add(day.row());
    troubles.put(scene.kind(), day);
  }

  void writeTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("simulation.json"), json(rows));
    Files.writeString(directory.resolve("simulation.md"), new ReportPage(rows, troubles).text());
  }

  /** Returns the rows as JSON, one on a line. */
  static String json(List<Row> rows) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      lines.add(mapper.writeValueAsString(row));
    }
    return lines.stream().collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
  }
}
