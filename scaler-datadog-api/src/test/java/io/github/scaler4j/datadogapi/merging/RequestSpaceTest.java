package io.github.scaler4j.datadogapi.merging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who rides along for proof, and what that may cost the others. */
class RequestSpaceTest {

  private static final int QUERIES = 10;
  private static final int CHARACTERS = 7_000;

  private record Query(DatadogQuery query) implements Mergeable {
    @Override
    public int escapedLength() {
      return query.text().length();
    }

    @Override
    public boolean isSound() {
      return true;
    }
  }

  private final Merging merging = new Merging(1_000, String::length);
  private final List<Query> family = new ArrayList<>();

  RequestSpaceTest() {
    for (int i = 0; i < 20; i++) {
      String text = "avg:load{env:prod,service:s" + i + "}";
      Query query = new Query(DatadogQuery.of(text, Duration.ofSeconds(90), Duration.ZERO, 0));
      family.add(query);
      merging.add(query);
    }
  }

  private int taken(RequestSpace space) {
    return (int) family.stream().filter(space::take).count();
  }

  @Test
  void keepsATenthForProof() {
    assertThat(taken(merging.open(QUERIES, CHARACTERS, true, 0))).isEqualTo(9);
  }

  @Test
  void keepsNothingWhileAFirstValueIsAwaited() {
    assertThat(taken(merging.open(QUERIES, CHARACTERS, false, 0))).isEqualTo(10);
  }

  @Test
  void addsAFamilyThatIsToBeProven() {
    assertThat(merging.open(QUERIES, CHARACTERS, true, 0).companions(family.get(0))).hasSize(19);
  }

  @Test
  void addsNoFamilyWhileAFirstValueIsAwaited() {
    assertThat(merging.open(QUERIES, CHARACTERS, false, 0).companions(family.get(0))).isEmpty();
  }

  @Test
  void omitsMembersThatWereTriedInThisRound() {
    tryOut(family.subList(0, 12));
    RequestSpace space = merging.open(QUERIES, CHARACTERS, true, 0);
    assertThat(space.companions(family.get(12)))
        .containsExactlyInAnyOrderElementsOf(family.subList(13, 20));
    assertThat(space.companions(family.get(0))).as("it is behind them").hasSize(19);
  }

  private void tryOut(List<Query> some) {
    Composition request = merging.compose(some, 100, CHARACTERS, true, 0);
    List<List<Group>> answers = new ArrayList<>();
    for (DatadogQuery text : request.texts()) {
      answers.add(
          text.text().contains(" by {")
              ? some.stream().map(query -> group(Set.of(service(query)))).toList()
              : List.of(group(Set.of())));
    }
    assertThat(merging.judge(request, answers, 0).differences()).isEmpty();
  }

  private static String service(Query query) {
    String text = query.query().text();
    return text.substring(text.indexOf("service:"), text.indexOf('}'));
  }

  private static Group group(Set<String> tags) {
    return new Group(tags, 7, 1_000, 1_000);
  }
}
