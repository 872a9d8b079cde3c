package io.github.scaler4j.manifest;

import java.util.Optional;
import java.util.Set;

/** Words for true and false: YAML's, as kubectl's reader takes them, and Go's. */
final class GoBoolean {

  private static final Set<String> TRUE_IN_GO = Set.of("1", "t", "T", "TRUE", "true", "True");

  private GoBoolean() {}

  /** Tells whether Go's {@code strconv.ParseBool} takes a parameter's text for true. */
  static boolean isTrueInGo(String text) {
    return TRUE_IN_GO.contains(text);
  }

  /** Reads YAML's word. */
  static Optional<Boolean> of(String text) {
    return switch (text) {
      case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" ->
          Optional.of(true);
      case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" ->
          Optional.of(false);
      default -> Optional.empty();
    };
  }
}
