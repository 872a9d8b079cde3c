package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the text of a manifest, with a limited length, from any source. */
final class ManifestText {

  /** Far more than Kubernetes stores per object (1.5 MiB), so that lists of objects fit. */
  private static final int MAX_CHARS = 16 * 1024 * 1024;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private ManifestText() {}

  static String read(Path file) {
    // Opening a pipe or a device may block forever.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw InvalidTriggerException.of(
          file.toString(), "is not a regular file; pass a pipe as a Reader");
    }
    if (!Files.exists(file)) {
      throw InvalidTriggerException.of(file.toString(), "file not found");
    }
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return readAll(reader, file.toString());
    } catch (CharacterCodingException e) {
      throw InvalidTriggerException.of(file.toString(), "is not UTF-8");
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  static String read(Reader reader, String source) {
    try {
      return readAll(reader, source);
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  /** Returns the text; throws if it is too long. */
  static String bounded(String text, String source) {
    if (text.length() > MAX_CHARS) {
      throw InvalidTriggerException.of(
          source, "is longer than " + MAX_CHARS + " characters; split it");
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static String readAll(Reader reader, String source) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[8192];
    for (int n = reader.read(buffer);
        n >= 0 && text.length() <= MAX_CHARS;
        n = reader.read(buffer)) {
      text.append(buffer, 0, n);
    }
    return bounded(text.toString(), source);
  }

  private static InvalidTriggerException unreadable(String source, IOException fault) {
    return InvalidTriggerException.of(
        source, "can't be read (" + fault.getClass().getSimpleName() + ")");
  }
}
