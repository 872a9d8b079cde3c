package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Gets at the documents of a text, whatever holds it and whether it is YAML or JSON. */
final class ManifestText {

  /** Far more than Kubernetes stores for an object (1.5 MiB), so that lists of objects fit. */
  static final int MAX_CHARS = 16 * 1024 * 1024;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private ManifestText() {}

  static List<ManifestValue> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return documents(readAll(reader, file.toString()), file.toString());
    } catch (NoSuchFileException e) {
      throw InvalidTriggerException.of(file.toString(), "there is no such file");
    } catch (CharacterCodingException e) {
      throw InvalidTriggerException.of(file.toString(), "is not UTF-8");
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  static List<ManifestValue> read(Reader reader, String source) {
    try {
      return documents(readAll(reader, source), source);
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  static List<ManifestValue> documents(String text, String source) {
    String manifest =
        !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    if (manifest.stripLeading().startsWith("{")) {
      try {
        return JsonText.read(manifest);
      } catch (IOException e) {
        // Then it is YAML in braces, or broken: YAML's reader tells, and names the line.
        return YamlText.read(manifest, source);
      }
    }
    return YamlText.read(manifest, source);
  }

  /** How messages name a place in a text. */
  static String place(String source, int line) {
    return source + " line " + line;
  }

  private static String readAll(Reader reader, String source) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[8192];
    for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
      text.append(buffer, 0, n);
      if (text.length() > MAX_CHARS) {
        throw InvalidTriggerException.of(
            source, "is longer than " + MAX_CHARS + " characters; split it");
      }
    }
    return text.toString();
  }

  private static InvalidTriggerException unreadable(String source, IOException fault) {
    return InvalidTriggerException.of(
        source, "can't be read (" + fault.getClass().getSimpleName() + ")");
  }
}
