package io.github.scaler4j.manifest;

import java.util.Optional;

/** YAML's words for true and false, as kubectl's reader takes them. */
final class GoBoolean {

  private GoBoolean() {}

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
