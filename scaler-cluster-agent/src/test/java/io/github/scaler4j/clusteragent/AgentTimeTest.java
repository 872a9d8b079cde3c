package io.github.scaler4j.clusteragent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTimeTest {

  private static final String CHARACTERS = "0123456789-T:Z.+ tz\u0661";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-11-25T14:30:10Z",
        "2024-02-29T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2024-11-25T24:00:00Z",
        "2016-12-31T23:59:60Z",
        "2024-11-25T14:30:10.5Z",
        "2024-11-25T14:30:10.123456789Z",
        "2024-11-25T16:30:10+02:00",
        "2024-11-25t14:30:10z"
      })
  void parsesWhatTheJdkParses(String text) {
    assertEquals(Instant.parse(text), AgentTime.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-11-25",
        "2023-02-29T00:00:00Z",
        "2024-13-25T14:30:10Z",
        "2024-11-00T14:30:10Z",
        "2024-11-25T25:30:10Z",
        "2024-11-25T14:60:10Z",
        "2024-11-25T14:30:61Z",
        "2024-11-25 14:30:10Z",
        "2024-11-25T14:30:1\u0660Z",
        "+024-11-25T14:30:10Z"
      })
  void refusesWhatTheJdkRefuses(String text) {
    assertThrows(DateTimeParseException.class, () -> Instant.parse(text));
    assertThrows(DateTimeParseException.class, () -> AgentTime.parse(text));
  }

  @Test
  void agreesWithTheJdkOnBrokenTimes() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("2024-11-25T14:30:10Z");
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        text.setCharAt(
            random.nextInt(text.length()), CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
      }
      assertEquals(jdk(text.toString()), ours(text.toString()), text.toString());
    }
  }

  private static String jdk(String text) {
    try {
      return Instant.parse(text).toString();
    } catch (DateTimeParseException e) {
      return "refused";
    }
  }

  private static String ours(String text) {
    try {
      return AgentTime.parse(text).toString();
    } catch (DateTimeParseException e) {
      return "refused";
    }
  }
}
