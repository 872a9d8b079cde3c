package io.github.scaler4j.datadogapi.merging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.merging.Judgement.AskAgain;
import io.github.scaler4j.datadogapi.merging.Judgement.Merged;
import io.github.scaler4j.datadogapi.merging.Judgement.Own;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A member that is missing from a merged answer. */
class MissingMemberTest extends MergingFixture {

  @Test
  void isAskedByItselfBeforeItCountsAsAbsent() {
    prove();
    values.remove("b");
    assertThat(ask().answers().get(1)).isEqualTo(new AskAgain());
    assertThat(ask().answers().get(1)).isInstanceOf(Own.class);
    assertThat(ask().answers().get(1)).as("until it has data").isInstanceOf(Own.class);
    values.put("b", 3.0);
    ask();
    assertThat(ask().answers()).filteredOn(Merged.class::isInstance).hasSize(2);
  }

  @Test
  void isProvenAgainIfTheMergedAnswerWasWrong() {
    prove();
    distortion = groups -> groups.stream().filter(g -> !g.tags().contains("service:b")).toList();
    ask();
    distortion = UnaryOperator.identity();
    ask();
    for (int i = 0; i < Family.TRIALS - 1; i++) {
      assertThat(ask().answers().get(1)).isInstanceOf(Own.class);
    }
  }
}
