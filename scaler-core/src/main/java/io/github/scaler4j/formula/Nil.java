package io.github.scaler4j.formula;

/** The value of {@code nil}, and of a trigger that has none. */
enum Nil {
  NIL
}
