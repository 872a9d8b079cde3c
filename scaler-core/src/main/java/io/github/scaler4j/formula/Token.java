package io.github.scaler4j.formula;

/**
 * A token of a formula.
 *
 * @param kind its kind
 * @param text its text in the formula
 * @param position the index of its first character
 */
record Token(Kind kind, String text, int position) {

  enum Kind {
    NUMBER,
    NAME,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  @Override
  public String toString() {
    return kind == Kind.END ? "the end" : "\"" + text + "\"";
  }
}
