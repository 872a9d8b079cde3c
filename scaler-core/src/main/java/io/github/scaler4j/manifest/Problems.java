package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects problems, each once, so that a user sees all of them together. Also collects warnings,
 * which are not errors.
 *
 * <p>Not thread-safe.
 */
final class Problems {

  /** More problems would not help, and a hostile manifest may have millions. */
  static final int MAX_LISTED = 100;

  private final Set<Problem> found = new LinkedHashSet<>();
  private final Set<Problem> warnings = new LinkedHashSet<>();

  void add(String place, String message) {
    add(found, new Problem(place, message));
  }

  void addAll(Collection<Problem> problems) {
    problems.forEach(problem -> add(found, problem));
  }

  void warn(String place, String message) {
    add(warnings, new Problem(place, message));
  }

  private static void add(Set<Problem> problems, Problem problem) {
    if (problems.size() < MAX_LISTED) {
      problems.add(problem);
    } else if (problems.size() == MAX_LISTED && !problems.contains(problem)) {
      problems.add(new Problem("and more", "only the first " + MAX_LISTED + " are listed"));
    }
  }

  List<Problem> found() {
    return List.copyOf(found);
  }

  List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidTriggerException(found());
    }
  }
}
