package io.github.scaler4j.formula;

import java.util.List;

/**
 * Operators on two values, with Go's conversions: integers stay integers until an operand is a
 * fraction.
 */
final class Arithmetic {

  private Arithmetic() {}

  static Object apply(String operator, Object left, Object right, int position) {
    if (!(left instanceof Number a) || !(right instanceof Number b)) {
      throw new FormulaException(
          operator + " does not take " + Type.describe(left) + " and " + Type.describe(right),
          position);
    }
    return areWhole(left, right)
        ? ofWhole(operator, a.longValue(), b.longValue(), position)
        : ofFractions(operator, a.doubleValue(), b.doubleValue(), position);
  }

  private static boolean areWhole(Object left, Object right) {
    return left instanceof Long && right instanceof Long;
  }

  /** Arrays are equal if their elements are; each element is a step. */
  static boolean areEqual(Object left, Object right, Steps steps, int position) {
    steps.take(position);
    if (left instanceof Number a && right instanceof Number b) {
      return areWhole(left, right)
          ? a.longValue() == b.longValue()
          : a.doubleValue() == b.doubleValue();
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      boolean equal = a.size() == b.size();
      for (int i = 0; equal && i < a.size(); i++) {
        equal = areEqual(a.get(i), b.get(i), steps, position);
      }
      return equal;
    }
    return left.equals(right);
  }

  private static Object ofWhole(String operator, long left, long right, int position) {
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "%" -> remainder(left, right, position);
      case "<" -> left < right;
      case "<=" -> left <= right;
      case ">" -> left > right;
      case ">=" -> left >= right;
      default -> ofFractions(operator, (double) left, (double) right, position);
    };
  }

  private static Object remainder(long left, long right, int position) {
    if (right == 0) {
      throw new FormulaException("the remainder of a division by 0 is undefined", position);
    }
    return left % right;
  }

  private static Object ofFractions(String operator, double left, double right, int position) {
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / right;
      case "**", "^" -> GoPower.of(left, right);
      case "<" -> left < right;
      case "<=" -> left <= right;
      case ">" -> left > right;
      case ">=" -> left >= right;
      default -> throw new FormulaException(operator + " takes whole numbers only", position);
    };
  }
}
