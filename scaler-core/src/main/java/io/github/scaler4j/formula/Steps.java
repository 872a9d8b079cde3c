package io.github.scaler4j.formula;

/**
 * Counts the steps of checking or evaluating one formula. Parts of a formula and of its arrays are
 * shared, so a short formula can need an unbounded number of steps.
 *
 * <p>Confined to one call.
 */
final class Steps {

  private static final int MOST = 100_000;

  private int taken;

  /**
   * Counts one more step: a part of the formula, or an element of an array.
   *
   * @param position the index of the character that a message gives
   * @throws FormulaException if these are too many
   */
  void take(int position) {
    if (++taken > MOST) {
      throw new FormulaException("takes more than " + MOST + " steps", position);
    }
  }
}
