package io.github.scaler4j.trigger;

/** What a fuzzer can't reach from outside this package. */
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
