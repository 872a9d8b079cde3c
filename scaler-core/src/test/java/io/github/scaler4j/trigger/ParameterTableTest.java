package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.hpa.FallbackBehavior;
import io.github.scaler4j.hpa.ScaleSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code PARAMETERS.md} against the parser's own list of parameters. */
class ParameterTableTest {

  private static final Path PAGE = Path.of("PARAMETERS.md");
  private static final String BEGIN = "<!-- written by ParameterTableTest: begin -->\n";
  private static final String END = "<!-- written by ParameterTableTest: end -->\n";

  /** With {@code -Dparameters.write=true} the page is written anew instead. */
  @Test
  void pageListsWhatTheParserReads() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    String expected = page.substring(0, begin) + table() + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("parameters.write")) {
      Files.writeString(PAGE, expected);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }

  @Test
  void everyDifferenceIsExplained() throws IOException {
    String page = Files.readString(PAGE);
    for (Parameter parameter : Parameter.values()) {
      Matcher row = Pattern.compile("D[0-9]+").matcher(parameter.difference());
      while (row.find()) {
        assertThat(page).contains("\n| " + row.group() + " | ");
      }
    }
    for (int row = 1; row <= 19; row++) {
      assertThat(page).containsOnlyOnce("\n| D" + row + " | ");
    }
  }

  @Test
  void fieldsAroundTheTriggerAreThoseThatAreRead() throws IOException {
    String page = Files.readString(PAGE);
    for (FallbackBehavior behavior : FallbackBehavior.values()) {
      assertThat(page).contains("`" + behavior.kedaName() + "`");
    }
    ScaleSettings defaults = ScaleSettings.defaults();
    assertThat(page)
        .contains(
            "`idleReplicaCount` | "
                + defaults.minReplicaCount()
                + ", "
                + defaults.maxReplicaCount()
                + ", none; the HPA's minimum is at least "
                + defaults.hpaOptions().minReplicas())
        .contains(
            "`pollingInterval` | "
                + defaults.cooldownPeriod().toSeconds()
                + " s, "
                + defaults.initialCooldownPeriod().toSeconds()
                + " s, 30 s");
  }

  private static String table() {
    Set<String> required = required();
    StringBuilder table =
        new StringBuilder(
            """
            | parameter | from | mode | accepted | default | differs from KEDA |
            |---|---|---|---|---|---|
            """);
    for (Parameter parameter : Parameter.values()) {
      table
          .append("| `")
          .append(String.join("`, else `", parameter.names()))
          .append("` | ")
          .append(parameter.origin().title())
          .append(" | ")
          .append(parameter.mode().title())
          .append(" | ")
          .append(parameter.form().accepted())
          .append(" | ")
          .append(parameter.defaultText().isEmpty() ? "" : "`" + parameter.defaultText() + "`")
          .append(required.contains(parameter.title()) ? "required" : "")
          .append(" | ")
          .append(parameter.difference())
          .append(" |\n");
    }
    return table.toString();
  }

  /** What a trigger without anything lacks, in either mode. */
  private static Set<String> required() {
    Set<String> required = new HashSet<>();
    for (String agentMode : List.of("true", "false")) {
      TriggerMetadata empty =
          TriggerMetadata.builder().metadata("useClusterAgentProxy", agentMode).build();
      catchThrowableOfType(InvalidTriggerException.class, () -> DatadogTrigger.parse(empty))
          .problems()
          .forEach(problem -> required.add(problem.parameter()));
    }
    return required;
  }
}
