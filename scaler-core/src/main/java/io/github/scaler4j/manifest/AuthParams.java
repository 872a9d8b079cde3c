package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import io.github.scaler4j.trigger.SecretSupplier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Auth parameters as they are found, a later one in place of an earlier one of the same name.
 *
 * <p>That holds for failures too: one that a later place makes good is none.
 */
final class AuthParams {

  private final Map<String, SecretSupplier> found = new LinkedHashMap<>();
  private final Map<String, List<Problem>> failures = new LinkedHashMap<>();

  void put(String parameter, Supplier<SecretSupplier> place) {
    found.remove(parameter);
    failures.remove(parameter);
    try {
      found.put(parameter, place.get());
    } catch (InvalidTriggerException e) {
      failures.put(parameter, e.problems());
    }
  }

  Map<String, SecretSupplier> found(Problems problems) {
    failures.values().forEach(problems::addAll);
    return found;
  }
}
