package io.github.scaler4j.manifest;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * One value of a manifest as it was written, whether in YAML, in JSON or as a Java map.
 *
 * <p>A scalar keeps its raw text, because KEDA's parameters are strings: {@code 1.10} must not
 * become 1.1. No {@code toString} shows a text, because it may be a Secret's.
 */
sealed interface ManifestValue {

  /** The line of the value's key, or else its own, from 1; 0 if it was not read from a text. */
  int line();

  /** The type of a scalar in the JSON that kubectl sends. */
  enum ScalarType {
    TEXT,
    NUMBER,
    BOOLEAN
  }

  /** A scalar, with its text as it was written. */
  record Scalar(String text, ScalarType type, int line) implements ManifestValue {
    @Override
    public String toString() {
      return "Scalar[line " + line + "]";
    }
  }

  /** A mapping, in the order of the manifest. */
  record Fields(Map<String, ManifestValue> entries, int line) implements ManifestValue {

    /** A field that is known to be there. */
    ManifestValue require(String name) {
      return requireNonNull(entries.get(name), name);
    }
  }

  /** A sequence. */
  record Items(List<ManifestValue> items, int line) implements ManifestValue {}

  /** Null, which Kubernetes treats as absent. */
  record Nothing(int line) implements ManifestValue {}
}
