package io.github.scaler4j.manifest;

/**
 * How many values and characters the aliases of one input may still expand to, in all its documents
 * together.
 *
 * <p>A document without aliases has fewer values than characters, and no more characters in its
 * scalars than in itself, so it uses none of this. Confined to one call.
 */
final class AliasBudget {

  private static final int MAX_CHARS = 16 * 1024 * 1024;

  private int values = YamlText.MAX_VALUES;
  private long chars = MAX_CHARS;

  /** Takes one value; false if none is left. */
  boolean takeValue() {
    return --values >= 0;
  }

  /** Takes the characters of one scalar; false if too few are left. */
  boolean takeChars(int count) {
    chars -= count;
    return chars >= 0;
  }
}
