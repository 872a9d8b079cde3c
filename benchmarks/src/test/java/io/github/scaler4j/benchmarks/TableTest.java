package io.github.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private final Table table =
      new Table(
          "Title",
          1,
          List.of("n", "requests"),
          List.of(List.of("10", "1"), List.of("10", "2,345"), List.of("1,000", "<6>")));

  @Test
  void alignsNamesLeftAndNumbersRight() {
    assertThat(table.text())
        .isEqualTo(
            """
            Title
            n      requests
            -----  --------
            10            1
            10        2,345

            1,000       <6>
            """);
  }

  @Test
  void escapesForHtml() {
    assertThat(table.html())
        .contains("<tr class=\"group\"><td>1,000</td><td class=\"n\">&lt;6&gt;</td></tr>");
  }

  @Test
  void writesMarkdown() {
    assertThat(table.markdown()).startsWith("| n | requests |\n|---|--:|\n| 10 | 1 |\n");
  }
}
