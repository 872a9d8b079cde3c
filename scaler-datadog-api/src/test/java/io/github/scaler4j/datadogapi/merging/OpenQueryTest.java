package io.github.scaler4j.datadogapi.merging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.merging.Judgement.Merged;
import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A merged query that asks for all values of the tag. */
class OpenQueryTest extends MergingFixture {

  @BeforeEach
  void addAFourth() {
    add("d");
  }

  @Test
  void replacesTheListAfterThreeTrialsThatAgree() {
    prove();
    for (int i = 0; i < Family.TRIALS; i++) {
      ask();
      assertThat(texts()).anyMatch(text -> text.contains(" IN ("));
    }
    assertThat(ask().answers()).filteredOn(Merged.class::isInstance).hasSize(3);
    assertThat(texts())
        .contains("sum:hits{env:prod} by {service}.as_count().fill(null)")
        .noneMatch(text -> text.contains(" IN ("));
  }

  @Test
  void makesRoomForTrialsInFullRequests() {
    prove();
    RequestSpace space = merging.open(QUERIES, CHARACTERS, true, now);
    Query large =
        new Query(
            DatadogQuery.of(
                "avg:" + "x".repeat(CHARACTERS - 200) + "{*}",
                Duration.ofSeconds(90),
                Duration.ZERO,
                0));
    assertThat(space.take(queries.get(0))).isTrue();
    assertThat(space.take(large)).as("it would leave no room for the open question").isFalse();
  }

  @Test
  void isGivenUpIfMostGroupsBelongToNoMember() {
    prove();
    for (int i = 0; i < 20; i++) {
      values.put("other" + i, 1.0);
    }
    for (int i = 0; i < 20; i++) {
      ask();
      assertThat(texts()).anyMatch(text -> text.contains(" IN ("));
    }
  }

  @Test
  void isGivenUpIfAMemberWasCutOff() {
    prove();
    ask();
    ask();
    ask();
    distortion = groups -> groups.stream().filter(g -> !g.tags().contains("service:d")).toList();
    ask();
    ask();
    ask();
    assertThat(texts()).anyMatch(text -> text.contains(" IN ("));
  }
}
