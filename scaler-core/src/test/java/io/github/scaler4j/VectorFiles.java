package io.github.scaler4j;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The vectors recorded from KEDA's code: the copies in the test resources, or the files of the same
 * names in the folder of the system property {@code scaler.vectors}.
 */
public final class VectorFiles {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private VectorFiles() {}

  /** Reads one file of vectors, a JSON array. */
  @SuppressWarnings("exports") // Tests are on the class path.
  public static JsonNode read(String fileName) {
    try (InputStream in = open(fileName)) {
      JsonNode vectors = JSON.readTree(in);
      if (!vectors.isArray() || vectors.isEmpty()) {
        throw new IOException(fileName + " holds no list of vectors");
      }
      return vectors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String fileName) throws IOException {
    String folder = System.getProperty("scaler.vectors", "");
    if (!folder.isEmpty()) {
      return Files.newInputStream(resolve(Path.of(folder), fileName));
    }
    InputStream in = VectorFiles.class.getResourceAsStream("/vectors/" + fileName);
    if (in == null) {
      throw new IOException("no test resource vectors/" + fileName);
    }
    return in;
  }

  // Surefire runs in the module's folder, but a relative path starts where mvn was called.
  private static Path resolve(Path folder, String fileName) throws IOException {
    for (@Nullable Path base = Path.of("").toAbsolutePath();
        base != null;
        base = base.getParent()) {
      Path file = base.resolve(folder).resolve(fileName);
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new IOException("-Dscaler.vectors=" + folder + ": " + fileName + " not found");
  }
}
