package io.github.scaler4j.benchmarks.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.benchmarks.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  @TempDir private Path folder;

  private final ComparisonReport report = TestReports.report(10, 1_000);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private String page = "";

  @BeforeEach
  void write() throws IOException {
    Comparison.write(report, folder);
    page = Files.readString(folder.resolve(Comparison.HTML));
  }

  private int run(String... args) {
    PrintStream stream = new PrintStream(out, true, UTF_8);
    return Comparison.run(List.of(args), stream, stream);
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Path json = folder.resolve(Comparison.JSON);
    assertThat(Reports.JSON.readValue(json.toFile(), ComparisonReport.class)).isEqualTo(report);
    assertThat(json).content().contains("\"cluster-agent\"", "\"2026-01-02T03:04:05Z\"");
  }

  @Test
  void isSelfContained() {
    assertThat(page).contains("Chart.js v").doesNotContain("{{");
    assertThat(page.replaceAll("(?s)<script>/\\*!.*?</script>", ""))
        .doesNotContainPattern("(src|href)\\s*=\\s*[\"']|@import|url\\(");
  }

  @Test
  void keepsTheDataInTheirScript() {
    assertThat(page)
        .doesNotContain("a </script>")
        .contains("a \\u003c/script>\\u003cb>processor")
        .contains("a &lt;/script&gt;&lt;b&gt;processor, 2 cores");
    assertThat(page.split("</script>", -1)).hasSize(4);
  }

  @Test
  void reportsTheResult() {
    assertThat(page)
        .contains("<b>1,000 scalers</b> 60.0&times; fewer requests")
        .contains("96,000 per hour");
  }

  @Test
  void showsAnEarlierRunAgain() {
    Path again = folder.resolve("again");
    String json = folder.resolve(Comparison.JSON).toString();
    assertThat(run("--from", json, "--out", again.toString())).isZero();
    assertThat(out.toString(UTF_8)).contains("What Datadog sees");
    assertThat(again.resolve(Comparison.HTML)).hasContent(page);
  }

  @Test
  void endsWithAStatus() throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"limit\": 5}");
    assertThat(run("--from", other.toString())).isEqualTo(1);
    assertThat(run("--limit", "many")).isEqualTo(2);
    assertThat(run("--help")).isZero();
  }
}
