package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestFuzzTest {

  private static final int ROUNDS = Boolean.getBoolean("tests.thorough") ? 1_000 : 250;
  private static final String MARKS = "\n\t :-{}[],\"'|>&*!%@#?~<\\$=\u0000\u0085\uFEFFaA0";

  private static final String[] VALUES = {
    "",
    "[]",
    "{}",
    "x",
    "-1",
    "0",
    "1e9",
    "1e400",
    "2147483648",
    "null",
    "true",
    "''",
    "[x]",
    "{x: y}",
    ".5",
    "0x10",
    "y",
    "~",
    "99999999999999999999",
    "!!binary aGk=",
    "[[]]",
    "*x",
    "&x"
  };

  @ParameterizedTest
  @ValueSource(strings = {"nginx-api.yaml", "nginx-agent.yaml"})
  void readsOrRefusesMutantsAndNeverPrintsASecret(String resource) {
    Random random = new Random(20_260_823);
    String manifest = TestManifests.resource(resource);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String mutant = mutate(manifest, random);
      try {
        Manifests manifests = Manifests.parse(mutant);
        assertThat(manifests.problems() + " " + manifests.warnings())
            .doesNotContain("-value", "YXBpLWtleS12YWx1ZQ", "YXBwLWtleS12YWx1ZQ");
        assertThat(manifests.triggers().toString()).doesNotContain("-value");
      } catch (InvalidTriggerException e) {
        refused++;
        assertThat(e.getMessage())
            .doesNotContain("-value", "YXBpLWtleS12YWx1ZQ", "YXBwLWtleS12YWx1ZQ");
      }
    }
    assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - 1);
  }

  @Test
  void readsOrRefusesOtherValuesInEveryField() {
    Random random = new Random(20_261_126);
    String[] tokens =
        TestManifests.resource("every-field.yaml")
            .split("(?<=[\\s{}\\[\\],:])|(?=[\\s{}\\[\\],:])");
    int refused = 0;
    for (int round = 0; round < 3 * ROUNDS; round++) {
      String[] mutant = tokens.clone();
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(mutant.length);
        if (!mutant[at].isBlank() && !"{}[],:-".contains(mutant[at])) {
          mutant[at] = VALUES[random.nextInt(VALUES.length)];
        }
      }
      Manifests manifests = Manifests.parse(String.join("", mutant));
      try {
        manifests.triggers();
      } catch (InvalidTriggerException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(ROUNDS, 3 * ROUNDS - 1);
  }

  private static String mutate(String text, Random random) {
    StringBuilder mutant = new StringBuilder(text);
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(mutant.length());
      char mark = MARKS.charAt(random.nextInt(MARKS.length()));
      switch (random.nextInt(4)) {
        case 0 -> mutant.deleteCharAt(at);
        case 1 -> mutant.setCharAt(at, mark);
        case 2 -> mutant.insert(at, mark);
        default -> mutant.setLength(Math.max(at, 1));
      }
    }
    return mutant.toString();
  }
}
