package io.github.scaler4j.error;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when a trigger, or the manifest that contains it, is invalid. Holds all problems at once.
 */
public final class InvalidTriggerException extends ScalerException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Creates an exception for one or more problems.
   *
   * @param problems at least one; copied
   * @throws IllegalArgumentException if {@code problems} is empty
   */
  public InvalidTriggerException(List<Problem> problems) {
    super(describe(problems), null);
    this.problems = List.copyOf(problems);
  }

  /**
   * Creates an exception for a single problem.
   *
   * @param parameter the parameter as KEDA names it, or the place in a manifest
   * @param message what was wrong and what is accepted
   * @return the exception, not yet thrown
   */
  public static InvalidTriggerException of(String parameter, String message) {
    return new InvalidTriggerException(List.of(new Problem(parameter, message)));
  }

  /**
   * Returns all problems, in the order of KEDA's parameters.
   *
   * @return an unmodifiable list, never empty
   */
  public List<Problem> problems() {
    return problems;
  }

  private static String describe(List<Problem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("problems: at least one is required");
    }
    return problems.stream()
        .map(Problem::toString)
        .collect(Collectors.joining("; ", "invalid datadog trigger: ", ""));
  }
}
