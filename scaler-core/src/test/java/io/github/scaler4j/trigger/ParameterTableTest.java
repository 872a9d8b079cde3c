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
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares {@code PARAMETERS.md} with the parser's list of parameters. */
class ParameterTableTest {

  private static final Path PAGE = Path.of("PARAMETERS.md");
  private static final String BEGIN = "<!-- written by ParameterTableTest: begin -->\n";
  private static final String END = "<!-- written by ParameterTableTest: end -->\n";

  /** How a parameter differs from KEDA's, with the row of the second table. */
  private static final Map<Parameter, String> DIFFERENCES =
      Map.ofEntries(
          Map.entry(Parameter.DATADOG_NAMESPACE, "D16: KEDA accepts any text"),
          Map.entry(Parameter.METRICS_SERVICE, "D16: KEDA accepts any text"),
          Map.entry(Parameter.METRICS_SERVICE_PORT, "D16: KEDA accepts any integer"),
          Map.entry(Parameter.AUTH_MODE, "D4: unset means bearer if there is a token"),
          Map.entry(Parameter.TOKEN, "D4: KEDA sends it with authMode bearer only"),
          Map.entry(Parameter.CA, "KEDA's other scalers have it; its datadog scaler ignores it"),
          Map.entry(
              Parameter.SERVER_NAME,
              "not in KEDA: the name that the agent's certificate must be valid for"),
          Map.entry(Parameter.METRIC_NAME, "D16: KEDA accepts any text"),
          Map.entry(Parameter.METRIC_NAMESPACE, "D16: KEDA accepts any text"),
          Map.entry(
              Parameter.ACTIVATION_TARGET_VALUE,
              "D3: API mode reads it if activationQueryValue is unset; D12: KEDA panics on null"),
          Map.entry(Parameter.SITE, "D5: KEDA's client knows five sites"),
          Map.entry(
              Parameter.AGGREGATOR,
              "D9: needed for several queries; D12: KEDA accepts average,max"),
          Map.entry(
              Parameter.ACTIVATION_QUERY_VALUE,
              "D3: agent mode reads it if activationTargetValue is unset; D12: KEDA panics on "
                  + "null"),
          Map.entry(Parameter.AGE, "D12: KEDA panics on null"),
          Map.entry(Parameter.TIME_WINDOW_OFFSET, "D12: KEDA panics on null"),
          Map.entry(
              Parameter.LAST_AVAILABLE_POINT_OFFSET,
              "D8: counts points that have a value; D12: KEDA panics on null"),
          Map.entry(Parameter.METRIC_UNAVAILABLE_VALUE, "D2, D6, D7: replaces missing data"),
          Map.entry(
              Parameter.TARGET_VALUE,
              "D11: greater than 0 unless the trigger is a metric source; D12: KEDA panics on null"),
          Map.entry(Parameter.TIMEOUT, "D12: overflow is refused"),
          Map.entry(Parameter.TYPE, "D1: global gives Value; KEDA ignores it since 2.18"));

  /** With {@code -Dparameters.write=true} the page is written instead. */
  @Test
  void listsWhatTheParserReads() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    String expected = page.substring(0, begin) + table() + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("parameters.write")) {
      Files.writeString(PAGE, expected);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }

  @Test
  void explainsEveryDifference() throws IOException {
    String page = Files.readString(PAGE);
    for (Parameter parameter : Parameter.values()) {
      Matcher row = Pattern.compile("D[0-9]+").matcher(DIFFERENCES.getOrDefault(parameter, ""));
      while (row.find()) {
        assertThat(page).contains("\n| " + row.group() + " | ");
      }
    }
    for (int row = 1; row <= 19; row++) {
      assertThat(page).containsOnlyOnce("\n| D" + row + " | ");
    }
  }

  @Test
  void listsTheFieldsAroundTheTrigger() throws IOException {
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
                + defaults.hpaSpec().minReplicas())
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
          .append(parameter.accepts().text())
          .append(" | ")
          .append(parameter.defaultText().isEmpty() ? "" : "`" + parameter.defaultText() + "`")
          .append(required.contains(parameter.title()) ? "required" : "")
          .append(" | ")
          .append(DIFFERENCES.getOrDefault(parameter, ""))
          .append(" |\n");
    }
    return table.toString();
  }

  /** The parameters that an empty trigger lacks, in either mode. */
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
