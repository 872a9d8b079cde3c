package io.github.scaler4j.datadogapi.merging;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.merging.Judgement.Merged;
import io.github.scaler4j.datadogapi.merging.Judgement.Own;
import io.github.scaler4j.source.MergingDifferenceEvent.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which answers are used, and when they are given up. */
class MergingTest extends MergingFixture {

  @Test
  void usesAMergedAnswerAfterThreeTrialsThatAgree() {
    prove();
    assertThat(texts())
        .hasSize(4)
        .contains("sum:hits{env:prod AND service IN (a,b,c)} by {service}.as_count().fill(null)");
    Judgement judgement = ask();
    assertThat(judgement.answers())
        .filteredOn(Merged.class::isInstance)
        .hasSize(2)
        .contains(new Merged(new Group(Set.of("service:b"), 8, point, point)));
    assertThat(texts()).as("the list, and one member to compare").hasSize(2);
  }

  @Test
  void judgesByTheFamilyThatWasAsked() {
    now += SECONDS.toNanos(15);
    last = merging.compose(queries, QUERIES, CHARACTERS, true, now);
    List<List<Group>> answers = answers();
    // Meanwhile another family has become the larger one of each member.
    for (String env : List.of("dev", "qa", "test", "stage")) {
      for (String service : List.of("a", "b", "c")) {
        addOf(env, service);
      }
    }
    assertThat(merging.judge(last, answers, now).differences()).isEmpty();
    for (int i = 0; i < Family.TRIALS - 1; i++) {
      assertThat(ask().answers())
          .as("no trial of another family counts")
          .doesNotHaveAnyElementsOfTypes(Merged.class);
    }
  }

  @Test
  void countsATrialOfAPointOnce() {
    for (int i = 0; i < 10; i++) {
      ask();
      point -= 10;
    }
    assertThat(ask().answers()).hasOnlyElementsOfType(Own.class);
  }

  @Test
  void comparesAllMembersInTurn() {
    prove();
    Set<String> compared = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      ask();
      compared.addAll(texts());
    }
    assertThat(compared).hasSize(4);
  }

  /** How a grouped answer may be wrong. */
  private enum Wrong {
    OTHER_VALUE(Reason.VALUE),
    OTHER_POINT(Reason.VALUE),
    OTHER_SET_OF_POINTS(Reason.VALUE),
    SEVERAL_VALUES(Reason.SEVERAL_VALUES),
    UNASKED(Reason.UNASKED_GROUP),
    TWICE(Reason.DUPLICATE_GROUP);

    private final Reason reason;

    Wrong(Reason reason) {
      this.reason = reason;
    }

    List<Group> apply(List<Group> right) {
      List<Group> wrong = new ArrayList<>();
      for (Group g : right) {
        wrong.add(
            switch (this) {
              case OTHER_VALUE -> new Group(g.tags(), g.value() + 1, g.timeMillis(), g.points());
              case OTHER_POINT -> new Group(g.tags(), g.value(), g.timeMillis() - 10, g.points());
              case OTHER_SET_OF_POINTS ->
                  new Group(g.tags(), g.value(), g.timeMillis(), g.points() + 1);
              default -> g;
            });
      }
      switch (this) {
        case SEVERAL_VALUES -> wrong.add(new Group(Set.of("service:a,service:b"), 1, 1, 1));
        case UNASKED -> wrong.add(new Group(Set.of("service:z"), 1, 1, 1));
        case TWICE -> wrong.add(right.get(0));
        default -> {}
      }
      return wrong;
    }
  }

  @ParameterizedTest
  @EnumSource
  void usesNoAnswerThatIsWrong(Wrong wrong) {
    distortion = wrong::apply;
    for (int i = 0; i < 100; i++) {
      assertThat(ask().answers()).hasOnlyElementsOfType(Own.class);
    }
    assertThat(merging.statistics(now).differences()).containsKey(wrong.reason);
    assertThat(merging.statistics(now).proven()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void stopsAtAnAnswerThatBecomesWrong(Wrong wrong) {
    prove();
    distortion = wrong::apply;
    Judgement judgement = ask();
    assertThat(judgement.answers()).doesNotHaveAnyElementsOfTypes(Merged.class);
    assertThat(judgement.differences()).extracting(d -> d.reason()).contains(wrong.reason);
    for (int i = 0; i < 100; i++) {
      assertThat(ask().answers())
          .as("it is asked by itself")
          .doesNotHaveAnyElementsOfTypes(Merged.class);
    }
  }

  @Test
  void asksEachByItselfAfterAFailedRequest() {
    prove();
    merging.onFailure(now);
    assertThat(ask().answers()).hasOnlyElementsOfType(Own.class);
    now += HOURS.toNanos(1);
    assertThat(ask().answers()).hasAtLeastOneElementOfType(Merged.class);
  }

  @Test
  void dropsAQueryThatIsNoLongerRead() {
    queries.forEach(merging::remove);
    assertThat(merging.statistics(now).members()).isZero();
  }

  @Test
  void holdsAWholeFamilyInARequest() {
    for (int i = 0; i < 300; i++) {
      add("service-number-%05d".formatted(i));
    }
    for (int i = 0; i < 200; i++) {
      now += SECONDS.toNanos(15);
      point += 10;
      List<Query> some = queries.subList(i * 30 % 270, i * 30 % 270 + 30);
      last = merging.compose(some, QUERIES, CHARACTERS, true, now);
      var unused = merging.judge(last, answers(), now);
    }
    RequestSpace space = merging.open(QUERIES, CHARACTERS, true, now);
    Query seed = queries.get(10);
    assertThat(space.take(seed)).isTrue();
    List<Query> taken = new ArrayList<>(List.of(seed));
    for (Mergeable companion : space.companions(seed)) {
      if (space.take(companion)) {
        taken.add((Query) companion);
      }
    }
    last = merging.compose(taken, QUERIES, CHARACTERS, true, now);
    assertThat(taken).hasSizeGreaterThan(200);
    int length = last.texts().stream().mapToInt(text -> text.text().length() + 3).sum();
    assertThat(length).isLessThanOrEqualTo(CHARACTERS + 3);
    assertThat(last.texts()).hasSizeLessThanOrEqualTo(QUERIES);
  }
}
