package io.github.scaler4j.formula;

/** The value of {@code nil}, and of a trigger without a value. */
enum Nil {
  NIL
}
