package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TriggerParserPropertyTest {

  private static final List<String> NASTY =
      List.of(
          "",
          " ",
          "\u00a0",
          "null",
          "0",
          "-0",
          "-1",
          "1e309",
          "9223372036854775807",
          "9223372036854775808",
          "true",
          "T",
          "yes",
          "30s",
          "-5s",
          "9223372036855",
          ".5s",
          "global",
          "average",
          "max",
          "average,max",
          "bearer",
          "tls",
          "avg:x{*}",
          "avg:x{*},avg:y{*}",
          "}{",
          "{'",
          "\\",
          "\ud800",
          "\u0000",
          "a/b",
          "a.b",
          "default",
          "https://x",
          "datadoghq.eu",
          "x".repeat(10_000),
          "1".repeat(10_000),
          "{".repeat(5_000),
          "8443",
          "70000",
          "7.5",
          "%s{}");

  /** Read from the authentication; a user may put them into the metadata by mistake. */
  private static final List<String> SECRETS = List.of("apiKey", "appKey", "token");

  private static final String MARK = "s3cr3t";

  @Test
  void throwsOnlyInvalidTriggersWithoutSecrets() {
    Random random = new Random(7);
    List<String> keys = keys();
    int valid = 0;
    int invalid = 0;
    for (int round = 0; round < 5_000; round++) {
      Triggers triggers = random.nextBoolean() ? Triggers.api() : Triggers.agent();
      for (int changes = random.nextInt(5); changes > 0; changes--) {
        String key = keys.get(random.nextInt(keys.size()));
        String nasty = NASTY.get(random.nextInt(NASTY.size()));
        String value = SECRETS.contains(key) ? MARK + nasty : nasty;
        switch (random.nextInt(5)) {
          case 0, 1 -> triggers.set(key, value);
          case 2, 3 -> triggers.auth(key, value);
          default -> triggers.auth(key, TriggerParserPropertyTest::failing);
        }
      }
      if (random.nextInt(10) == 0) {
        triggers.metricType(NASTY.get(random.nextInt(NASTY.size())));
      }
      TriggerMetadata input = triggers.builder().build();
      assertThat(input.toString()).doesNotContain(MARK);
      TriggerParser parser = new TriggerParser(input);
      try {
        DatadogTrigger trigger = parser.parse();
        assertThat(trigger + " " + parser.warnings(trigger)).doesNotContain(MARK);
        valid++;
      } catch (InvalidTriggerException e) {
        assertThat(e.problems()).isNotEmpty();
        assertThat(e).message().doesNotContain(MARK);
        invalid++;
      }
    }
    assertThat(valid).isGreaterThan(500);
    assertThat(invalid).isGreaterThan(500);
  }

  private static Secret failing() {
    throw new UnsupportedOperationException("nothing here");
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>(List.of("unknown", "queryFromEnv"));
    for (Parameter parameter : Parameter.values()) {
      keys.addAll(parameter.names());
    }
    return keys;
  }
}
