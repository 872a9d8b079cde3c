package io.github.scaler4j.formula;

import java.util.List;

/** A part of a parsed formula. */
sealed interface Node {

  /** The index of the character that messages give for this part. */
  int position();

  /** A {@link Double}, a {@link Long}, a {@link Boolean}, or {@link Nil}. */
  record Constant(Object value, int position) implements Node {}

  /** The value of a trigger. */
  record Name(String name, int position) implements Node {}

  /** {@code #}: the element to which a predicate applies. */
  record Element(int position) implements Node {}

  /** {@code -x}, {@code +x} or {@code !x}. */
  record Unary(String operator, Node operand, int position) implements Node {}

  /** Two operands of one operator. */
  record Binary(String operator, Node left, Node right, int position) implements Node {}

  /** {@code condition ? yes : no}. */
  record Conditional(Node condition, Node yes, Node no, int position) implements Node {}

  /** {@code [a, b]}. */
  record Array(List<Node> elements, int position) implements Node {}

  /** A function and its arguments; the last one may be a {@link Predicate}. */
  record Call(Function function, List<Node> arguments, int position) implements Node {}

  /** A condition on each element of an array. */
  record Predicate(Node body, int position) implements Node {}
}
