package io.github.scaler4j.formula;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The static type of a part of a formula.
 *
 * @param kind its kind
 * @param element the type of an array's elements
 */
record Type(Kind kind, @Nullable Type element) {

  static final Type FLOAT = new Type(Kind.FLOAT, null);
  static final Type INT = new Type(Kind.INT, null);
  static final Type BOOL = new Type(Kind.BOOL, null);
  static final Type NIL = new Type(Kind.NIL, null);
  static final Type UNKNOWN = new Type(Kind.UNKNOWN, null);

  enum Kind {
    FLOAT,
    INT,
    BOOL,
    NIL,
    ARRAY,
    UNKNOWN
  }

  static Type arrayOf(Type element) {
    return new Type(Kind.ARRAY, element);
  }

  boolean isNumber() {
    return kind == Kind.FLOAT || kind == Kind.INT || kind == Kind.UNKNOWN;
  }

  boolean isWholeNumber() {
    return kind == Kind.INT || kind == Kind.UNKNOWN;
  }

  boolean isBool() {
    return kind == Kind.BOOL || kind == Kind.UNKNOWN;
  }

  boolean isArray() {
    return kind == Kind.ARRAY || kind == Kind.UNKNOWN;
  }

  Type elements() {
    return element == null ? UNKNOWN : element;
  }

  static String describe(Object value) {
    if (value instanceof Double) {
      return FLOAT.toString();
    }
    if (value instanceof Long) {
      return INT.toString();
    }
    if (value instanceof Boolean) {
      return BOOL.toString();
    }
    return value instanceof List ? "array" : NIL.toString();
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
