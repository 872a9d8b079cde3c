package io.github.scaler4j.trigger;

/** Gives fuzzers access to this package. */
public final class TriggerFuzz {

  private TriggerFuzz() {}

  /** Counts the queries of a text, whatever it is. */
  public static void tokenize(String text) {
    int count = QueryTokenizer.count(text);
    if (count < 0) {
      throw new AssertionError("count " + count);
    }
  }
}
