package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import java.util.List;

/** The problems of triggers that the parser refuses. */
final class TriggerProblems {

  private TriggerProblems() {}

  static Problem problem(Triggers triggers) {
    List<Problem> problems = problems(triggers.builder().build());
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  static List<Problem> problems(TriggerMetadata input) {
    return exception(input).problems();
  }

  static InvalidTriggerException exception(TriggerMetadata input) {
    return catchThrowableOfType(InvalidTriggerException.class, () -> DatadogTrigger.parse(input));
  }
}
