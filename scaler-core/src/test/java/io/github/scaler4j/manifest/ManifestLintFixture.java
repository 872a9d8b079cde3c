package io.github.scaler4j.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Lints the walkthrough, and versions of it with other lines. */
abstract class ManifestLintFixture {

  static final String WALKTHROUGH = TestManifests.resource("walkthrough.yaml");

  @TempDir Path folder;

  /** A manifest with another text in one line, which keeps its indentation. */
  static String withLine(String manifest, int line, String text) {
    List<String> lines = new ArrayList<>(manifest.lines().toList());
    String right = lines.get(line - 1);
    lines.set(line - 1, right.substring(0, right.indexOf(right.strip())) + text);
    return String.join("\n", lines) + "\n";
  }

  ManifestLint lint(String manifest) {
    try {
      return ManifestLint.check(
          Manifests.read(Files.writeString(folder.resolve("walkthrough.yaml"), manifest)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
