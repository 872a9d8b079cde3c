package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong, each thing once, so that a user sees all of it at once; and warnings,
 * which refuse nothing.
 */
final class Problems {

  private final Set<Problem> found = new LinkedHashSet<>();
  private final Set<Problem> warnings = new LinkedHashSet<>();

  void add(String place, String message) {
    found.add(new Problem(place, message));
  }

  void addAll(Collection<Problem> problems) {
    found.addAll(problems);
  }

  void warn(String place, String message) {
    warnings.add(new Problem(place, message));
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
