package io.github.scaler4j.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes the files of reports. */
public final class Reports {

  /** Reads and writes records, with dates as texts. */
  public static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

  private Reports() {}

  /**
   * Writes a file atomically.
   *
   * @throws IOException if it can't be written; the earlier file then stays
   */
  public static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Returns rows as JSON, one per line. */
  public static String json(List<?> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Object row : rows) {
      lines.add(JSON.writeValueAsString(row));
    }
    return "[\n  " + String.join(",\n  ", lines) + "\n]\n";
  }

  /** Reads the JSON of {@link #json}. */
  public static <T> List<T> rows(Path file, Class<T[]> type) throws IOException {
    return List.of(JSON.readValue(file.toFile(), type));
  }

  /**
   * Returns a resource with values for its placeholders, such as <code>{{name}}</code>.
   *
   * @throws IOException if the resource is not on the class path
   */
  public static String page(Class<?> beside, String resource, Map<String, String> values)
      throws IOException {
    // Placeholders in inserted text are not replaced.
    return PLACEHOLDER
        .matcher(resource(beside, resource))
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }

  /** Returns a resource as text. */
  public static String resource(Class<?> beside, String name) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
