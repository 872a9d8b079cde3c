package io.github.scaler4j.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

  private final Report report = ReportsOfTests.report(10, 1_000);

  @Test
  void whatIsWrittenCanBeRead(@TempDir Path folder) throws IOException {
    Path target = folder.resolve("new").resolve("folder");
    ReportFiles.write(target, report);
    assertThat(ReportFiles.read(target.resolve(ReportFiles.JSON))).isEqualTo(report);
    assertThat(names(target)).containsExactlyInAnyOrder(ReportFiles.HTML, ReportFiles.JSON);
  }

  @Test
  void theJsonNamesTheWays() throws IOException {
    assertThat(ReportFiles.json(report)).contains("\"cluster-agent\"", "\"2026-01-02T03:04:05Z\"");
  }

  @Test
  void thePageNeedsNothingElse() throws IOException {
    String page = new HtmlReport(report, ReportFiles.json(report)).page();
    assertThat(page).contains("Chart.js v").doesNotContain("{{");
    assertThat(
            Pattern.compile("(src|href)\\s*=\\s*[\"']|@import|url\\(")
                .matcher(ownParts(page))
                .find())
        .isFalse();
  }

  @Test
  void nothingInTheDataEndsTheScript() throws IOException {
    String page = new HtmlReport(report, ReportFiles.json(report)).page();
    assertThat(page).doesNotContain("a </script>").contains("a \\u003c/script>\\u003cb>processor");
    assertThat(page.split("</script>", -1)).hasSize(4);
  }

  @Test
  void thePageSaysWhatCameOfIt() throws IOException {
    String page = new HtmlReport(report, ReportFiles.json(report)).page();
    assertThat(page)
        .contains("<b>1,000 scalers</b> 60.0&times; fewer requests")
        .contains("96,000 per hour")
        .contains("a &lt;/script&gt;&lt;b&gt;processor, 2 cores");
  }

  @Test
  void aFolderThatCannotBeWrittenLeavesNoPart(@TempDir Path folder) throws IOException {
    Path inTheWay = Files.createDirectories(folder.resolve(ReportFiles.HTML).resolve("full"));
    assertThatThrownBy(() -> ReportFiles.write(folder, report)).isInstanceOf(IOException.class);
    assertThat(names(folder)).containsExactlyInAnyOrder(ReportFiles.HTML, ReportFiles.JSON);
    assertThat(inTheWay).isDirectory();
  }

  @Test
  void anEarlierRunIsShownAgain(@TempDir Path folder) throws IOException {
    ReportFiles.write(folder, report);
    String json = folder.resolve(ReportFiles.JSON).toString();
    Path again = folder.resolve("again");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status = run(out, "--from", json, "--out", again.toString());
    assertThat(status).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("What Datadog sees");
    assertThat(again.resolve(ReportFiles.HTML))
        .hasSameTextualContentAs(folder.resolve(ReportFiles.HTML));
  }

  @Test
  void aFileThatIsNoReportIsAnErrorAndBadArgumentsAreAnother(@TempDir Path folder)
      throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"limit\": 5}");
    assertThat(run(new ByteArrayOutputStream(), "--from", other.toString())).isEqualTo(1);
    assertThat(run(new ByteArrayOutputStream(), "--limit", "many")).isEqualTo(2);
  }

  private static int run(ByteArrayOutputStream out, String... args) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return Comparison.run(List.of(args), stream, stream);
  }

  private static String ownParts(String page) {
    return page.replaceAll("(?s)<script>/\\*!.*?</script>", "");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
