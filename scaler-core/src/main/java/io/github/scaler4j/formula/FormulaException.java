package io.github.scaler4j.formula;

/** A formula that can't be parsed or evaluated. The message says why and where. */
public final class FormulaException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final int position;

  FormulaException(String problem, int position) {
    super(problem + " (at character " + (position + 1) + ")");
    this.position = position;
  }

  /**
   * Returns where in the formula's text the fault is.
   *
   * @return the index of a character, from 0
   */
  public int position() {
    return position;
  }
}
