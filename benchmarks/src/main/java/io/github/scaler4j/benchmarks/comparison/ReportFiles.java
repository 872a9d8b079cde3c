package io.github.scaler4j.benchmarks.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A report's files: each is there whole, or not at all. */
final class ReportFiles {

  static final String HTML = "comparison.html";
  static final String JSON = "comparison.json";

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private ReportFiles() {}

  /**
   * Writes both files.
   *
   * @throws IOException if the folder or a file can't be written; no part of it is left
   */
  static void write(Path folder, Report report) throws IOException {
    String json = json(report);
    String html = new HtmlReport(report, json).page();
    Files.createDirectories(folder);
    replace(folder.resolve(JSON), json);
    replace(folder.resolve(HTML), html);
  }

  /**
   * Reads a report that was written before.
   *
   * @throws IOException if it can't be read, or is no such report
   */
  static Report read(Path json) throws IOException {
    return MAPPER.readValue(Files.readString(json), Report.class);
  }

  static String json(Report report) throws JsonProcessingException {
    return MAPPER.writeValueAsString(report) + "\n";
  }

  private static void replace(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(draft, text, UTF_8);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
