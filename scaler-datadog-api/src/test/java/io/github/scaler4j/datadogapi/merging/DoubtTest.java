package io.github.scaler4j.datadogapi.merging;

import static io.github.scaler4j.datadogapi.merging.ThreeFamilies.METRICS;
import static io.github.scaler4j.datadogapi.merging.ThreeFamilies.SERVICES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.merging.Judgement.Answer;
import io.github.scaler4j.datadogapi.merging.Judgement.AskAgain;
import io.github.scaler4j.datadogapi.merging.Judgement.Merged;
import io.github.scaler4j.datadogapi.merging.ThreeFamilies.Query;
import io.github.scaler4j.datadogapi.merging.ThreeFamilies.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a difference in one family's answer means for the other families. */
class DoubtTest {

  private static List<Answer> of(ThreeFamilies fleet, Judgement judgement, String metric) {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < judgement.answers().size(); i++) {
      if (fleet.family(metric).contains((Query) fleet.last.asked().get(i).query())) {
        answers.add(judgement.answers().get(i));
      }
    }
    return answers;
  }

  @ParameterizedTest
  @EnumSource
  void usesNoMergedAnswerFromWhenAllLag(Scope scope) {
    ThreeFamilies fleet = new ThreeFamilies(scope);
    fleet.lagging.addAll(METRICS);
    for (int i = 0; i < 30; i++) {
      List<Query> rotated = new ArrayList<>(fleet.all());
      Collections.rotate(rotated, i * SERVICES.size());
      // There is room for three merged queries and one audit.
      Judgement judgement = fleet.askSome(4, rotated);
      assertThat(judgement.answers()).doesNotHaveAnyElementsOfTypes(Merged.class);
    }
    assertThat(fleet.proven()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void usesNoMergedAnswerFromWhenAllAreWrongAtTheSamePoint(Scope scope) {
    ThreeFamilies fleet = new ThreeFamilies(scope);
    fleet.wrong.addAll(METRICS);
    for (int i = 0; i < 30; i++) {
      assertThat(fleet.askSome(4, fleet.all()).answers())
          .doesNotHaveAnyElementsOfTypes(Merged.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void usesNoMergedAnswerOfAnotherRequest(Scope scope) {
    ThreeFamilies fleet = new ThreeFamilies(scope);
    fleet.lagging.addAll(METRICS);
    for (String metric : METRICS) {
      for (int i = 0; i < 10; i++) {
        assertThat(fleet.ask(2, fleet.family(metric)).answers())
            .doesNotHaveAnyElementsOfTypes(Merged.class);
      }
    }
  }

  @Test
  void doubtsAnswersThatWereUnderWay() {
    ThreeFamilies fleet = new ThreeFamilies(Scope.OPEN);
    // A request without room for an audit.
    Composition first = fleet.compose(1, fleet.family("b"));
    fleet.lagging.addAll(METRICS);
    fleet.ask(2, fleet.family("a"));
    assertThat(fleet.judge(first).answers()).hasOnlyElementsOfType(AskAgain.class);
  }

  @Test
  void usesNoMergedAnswerOfAMemberThatWasGivenUpMeanwhile() {
    ThreeFamilies fleet = new ThreeFamilies(Scope.LISTS);
    Composition first = fleet.compose(100, fleet.family("a"));
    fleet.lagging.add("a");
    Judgement second = fleet.ask(100, fleet.family("a"));
    assertThat(second.differences()).hasSize(1);
    fleet.lagging.clear();
    fleet.judge(fleet.compose(100, fleet.family("a")));
    assertThat(fleet.judge(first).answers()).doesNotHaveAnyElementsOfTypes(Merged.class);
  }

  @Nested
  class IfOneFamilyLags {

    private final ThreeFamilies fleet = new ThreeFamilies(Scope.OPEN);
    private final Judgement first;

    IfOneFamilyLags() {
      fleet.lagging.add("a");
      // One audit, which is of the family that was not audited longest; all do in turn.
      Judgement judgement = fleet.ask(4, fleet.all());
      while (judgement.differences().isEmpty()) {
        judgement = fleet.ask(4, fleet.all());
      }
      first = judgement;
    }

    @Test
    void asksOthersAgain() {
      assertThat(of(fleet, first, "b")).hasOnlyElementsOfType(AskAgain.class);
      assertThat(of(fleet, first, "c")).hasOnlyElementsOfType(AskAgain.class);
    }

    @Test
    void usesOthersAgainOnceSeenEqual() {
      for (String metric : List.of("b", "c")) {
        Judgement judgement = fleet.ask(2, fleet.family(metric));
        assertThat(judgement.answers()).filteredOn(Merged.class::isInstance).hasSize(4);
      }
      assertThat(fleet.ask(1, fleet.family("b")).answers())
          .as("without an audit")
          .hasOnlyElementsOfType(Merged.class);
    }

    @Test
    void givesUpNoMemberThatWasNotCompared() {
      fleet.ask(100, fleet.all());
      assertThat(fleet.proven()).isEqualTo(2L * SERVICES.size());
    }

    @Test
    void auditsEveryDoubtedFamily() {
      List<Query> others = new ArrayList<>(fleet.family("b"));
      others.addAll(fleet.family("c"));
      fleet.compose(4, others);
      for (String metric : List.of("b", "c")) {
        assertThat(fleet.family(metric)).filteredOn(fleet::isAlone).isNotEmpty();
      }
    }
  }

  @Nested
  class WithListsIfOneFamilyLags {

    private final ThreeFamilies fleet = new ThreeFamilies(Scope.LISTS);

    @Test
    void usesOthersThatAreSeenEqual() {
      fleet.lagging.add("a");
      Judgement judgement = fleet.ask(100, fleet.all());
      assertThat(of(fleet, judgement, "a")).doesNotHaveAnyElementsOfTypes(Merged.class);
      assertThat(of(fleet, judgement, "b")).filteredOn(Merged.class::isInstance).hasSize(4);
    }

    @Test
    void usesNoOthersThatAreEqualOnlyAtAnOlderPoint() {
      fleet.lagging.addAll(METRICS);
      // A query with a gap at the newest point can't tell.
      fleet.gaps.addAll(fleet.family("b"));
      Judgement judgement = fleet.ask(100, fleet.all());
      assertThat(of(fleet, judgement, "b")).doesNotHaveAnyElementsOfTypes(Merged.class);
    }

    @Test
    void doubtsForANewMemberOnlyIfItsPointIsOlder() {
      fleet.wrong.add("d");
      List<Query> some = new ArrayList<>(fleet.family("b"));
      some.add(fleet.add("d", "s1"));
      some.add(fleet.add("d", "s2"));
      Judgement wrong = fleet.ask(4 + 2, some);
      assertThat(wrong.differences()).isNotEmpty();
      assertThat(wrong.answers()).filteredOn(Merged.class::isInstance).hasSize(4);
    }
  }

  @Nested
  class ARoom {

    private final ThreeFamilies fleet = new ThreeFamilies(Scope.OPEN);

    private int taken(RequestSpace space) {
      return (int) fleet.all().stream().filter(space::take).count();
    }

    @Test
    void keepsAnAuditForAFirstValuesRequest() {
      assertThat(taken(fleet.merging.open(3, 7_000, false, fleet.now)))
          .as("two families, and one query of the third would leave none")
          .isEqualTo(2 * SERVICES.size());
    }

    @Test
    void keepsAnAuditForEachDoubtedFamily() {
      fleet.lagging.add("a");
      while (fleet.ask(4, fleet.all()).differences().isEmpty()) {}
      List<Query> others = new ArrayList<>(fleet.family("b"));
      others.addAll(fleet.family("c"));
      RequestSpace space = fleet.merging.open(4, 7_000, false, fleet.now);
      assertThat(others.stream().filter(space::take).count()).isEqualTo(2L * SERVICES.size());
      RequestSpace smaller = fleet.merging.open(3, 7_000, false, fleet.now);
      assertThat(others.stream().filter(smaller::take).count()).isEqualTo(SERVICES.size() + 1);
    }
  }

  @Test
  void auditsEachOpenQueryInSpareRoom() {
    ThreeFamilies fleet = new ThreeFamilies(Scope.OPEN);
    fleet.compose(100, fleet.all());
    for (String metric : METRICS) {
      assertThat(fleet.family(metric)).filteredOn(fleet::isAlone).hasSize(1);
    }
  }

  @Test
  void auditsAnotherMemberIfTheNextOneDoesNotFit() {
    ThreeFamilies fleet = new ThreeFamilies(Scope.LISTS);
    Query huge = fleet.add("b", "s6" + "x".repeat(150));
    for (int i = 0; i < 2 * Family.TRIALS; i++) {
      fleet.ask(100, fleet.family("b"));
    }
    fleet.characters = 300;
    for (int i = 0; i < 20; i++) {
      fleet.compose(100, fleet.family("b"));
      assertThat(fleet.family("b")).filteredOn(fleet::isAlone).isNotEmpty().doesNotContain(huge);
      fleet.judge(fleet.last);
    }
  }
}
