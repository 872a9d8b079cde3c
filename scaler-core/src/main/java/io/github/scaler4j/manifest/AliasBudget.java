package io.github.scaler4j.manifest;

/**
 * How many values the aliases of one input may still expand to, in all its documents together.
 *
 * <p>A document without aliases has fewer values than characters, so it uses none of this. Confined
 * to one call.
 */
final class AliasBudget {

  private int left = YamlText.MAX_VALUES;

  /** Takes one value; false if none is left. */
  boolean take() {
    return --left >= 0;
  }
}
