package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Mistakes of one trigger and its authentication are found together. */
class SeveralMistakesTest extends ManifestLintFixture {

  /** Lines that link objects: a mistake there cuts off what others are in. */
  private static final Set<Integer> LINKS =
      Set.of(88, 90, 91, 93, 94, 102, 103, 108, 124, 125, 129, 133, 134);

  private static final int AUTHENTICATION_STARTS = 80;

  private static final boolean THOROUGH = Boolean.getBoolean("tests.thorough");

  private record Mistake(int line, String text, String place, String message) {
    boolean isIn(String problems) {
      return problems.contains(message) && problems.contains(place);
    }
  }

  private final List<Mistake> mistakes =
      TestManifests.resource("mistakes.csv")
          .lines()
          .skip(1)
          .map(row -> Arrays.stream(row.split("\\|", -1)).map(String::strip).toList())
          .map(
              row ->
                  new Mistake(
                      Integer.parseInt(row.get(0)),
                      row.get(1),
                      "walkthrough.yaml line " + row.get(2) + ")",
                      row.get(3)))
          .filter(mistake -> mistake.line >= AUTHENTICATION_STARTS)
          .toList();

  @Test
  void areFoundInPairs() {
    Random random = new Random(7);
    for (Mistake one : mistakes) {
      for (Mistake other : mistakes) {
        if (one.line < other.line && (THOROUGH || random.nextInt(4) == 0)) {
          findsAll(List.of(one, other));
        }
      }
    }
  }

  @Test
  void areFoundInThrees() {
    Random random = new Random(7);
    for (int i = 0; i < (THOROUGH ? 1_000 : 200); i++) {
      List<Mistake> three = new ArrayList<>();
      while (three.size() < 3) {
        Mistake next = mistakes.get(random.nextInt(mistakes.size()));
        if (three.stream().noneMatch(mistake -> mistake.line == next.line)) {
          three.add(next);
        }
      }
      findsAll(three);
    }
  }

  private void findsAll(List<Mistake> made) {
    String manifest = WALKTHROUGH;
    for (Mistake mistake : made) {
      manifest = withLine(manifest, mistake.line, mistake.text);
    }
    String problems = lint(manifest).problems().toString();
    for (Mistake mistake : made) {
      boolean cutOff =
          made.stream().anyMatch(other -> !other.equals(mistake) && LINKS.contains(other.line));
      assertThat(cutOff || mistake.isIn(problems))
          .as("%s%nof %s%nin %s", mistake, made, problems)
          .isTrue();
    }
  }

  @Test
  void areNotFollowedByProblemsThatTheyCause() {
    String manifest = withLine(withLine(WALKTHROUGH, 108, "key: none"), 131, "targetvalue: \"0\"");

    assertThat(lint(manifest).problems())
        .extracting(Problem::toString)
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains("key not found", "line 106)"),
            problem -> assertThat(problem).contains("did you mean targetValue?", "line 131)"),
            problem -> assertThat(problem).contains("is not greater than 0", "line 131)"));
  }

  @Test
  void areFoundInAnObjectThatKedaRefuses() {
    String manifest =
        withLine(withLine(WALKTHROUGH, 122, "maxReplicaCount: none"), 131, "targetValue: two");

    assertThat(lint(manifest).problems())
        .extracting(Problem::toString)
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains("whole number", "line 122)"),
            problem -> assertThat(problem).contains("two", "line 131)"));
  }
}
