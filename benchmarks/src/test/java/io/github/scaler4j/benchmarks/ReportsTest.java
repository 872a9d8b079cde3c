package io.github.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

  @TempDir private Path folder;

  private record Row(String name, double value) {}

  @Test
  void readsTheRowsItWrites() throws IOException {
    List<Row> rows = List.of(new Row("a", 0.1), new Row("b", 2));
    Path file = folder.resolve("new").resolve("rows.json");
    Reports.write(file, Reports.json(rows));
    assertThat(Reports.rows(file, Row[].class)).isEqualTo(rows);
    assertThat(file).content().hasLineCount(4);
  }

  @Test
  void leavesNoPartOfAFileItCannotWrite() throws IOException {
    Path inTheWay = Files.createDirectories(folder.resolve("file").resolve("full"));
    assertThatThrownBy(() -> Reports.write(folder.resolve("file"), "text"))
        .isInstanceOf(IOException.class);
    assertThat(inTheWay).isDirectory();
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
  }
}
