package io.github.scaler4j.formula;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds operands and arguments of the wrong type before any metric is read.
 *
 * <p>Confined to one call.
 */
final class TypeChecker {

  private final Deque<Type> elements = new ArrayDeque<>();
  private final Steps steps = new Steps();

  Type check(Node node) {
    steps.take(node.position());
    if (node instanceof Node.Constant constant) {
      return ofConstant(constant.value());
    } else if (node instanceof Node.Name) {
      return Type.FLOAT;
    } else if (node instanceof Node.Element) {
      return elements.element();
    } else if (node instanceof Node.Unary unary) {
      return ofUnary(unary);
    } else if (node instanceof Node.Binary binary) {
      return ofBinary(binary);
    } else if (node instanceof Node.Conditional conditional) {
      return ofConditional(conditional);
    } else if (node instanceof Node.Array array) {
      return Type.arrayOf(common(array.elements().stream().map(this::check).toList()));
    } else if (node instanceof Node.Call call) {
      return ofCall(call);
    }
    return check(((Node.Predicate) node).body());
  }

  private static Type ofConstant(Object value) {
    if (value instanceof Double) {
      return Type.FLOAT;
    }
    if (value instanceof Long) {
      return Type.INT;
    }
    return value instanceof Boolean ? Type.BOOL : Type.NIL;
  }

  /** The common type of all, or unknown. */
  private static Type common(List<Type> types) {
    return types.stream().distinct().count() == 1 ? types.get(0) : Type.UNKNOWN;
  }

  private Type ofUnary(Node.Unary unary) {
    Type operand = check(unary.operand());
    boolean not = unary.operator().equals("!");
    if (not ? operand.isBool() : operand.isNumber()) {
      return not ? Type.BOOL : operand;
    }
    throw new FormulaException(unary.operator() + " does not take " + operand, unary.position());
  }

  private Type ofBinary(Node.Binary binary) {
    Type left = check(binary.left());
    Type right = check(binary.right());
    boolean numbers = left.isNumber() && right.isNumber();
    return switch (binary.operator()) {
      case "==", "!=" -> checked(areComparable(left, right), Type.BOOL, binary, left, right);
      case "&&", "||", "and", "or" ->
          checked(left.isBool() && right.isBool(), Type.BOOL, binary, left, right);
      case "<", "<=", ">", ">=" -> checked(numbers, Type.BOOL, binary, left, right);
      case "+", "-", "*" -> checked(numbers, promoted(left, right), binary, left, right);
      case "/", "**", "^" -> checked(numbers, Type.FLOAT, binary, left, right);
      case "%" ->
          checked(left.isWholeNumber() && right.isWholeNumber(), Type.INT, binary, left, right);
      default -> either(left, right);
    };
  }

  private static Type checked(
      boolean fits, Type result, Node.Binary binary, Type left, Type right) {
    if (!fits) {
      throw new FormulaException(
          binary.operator() + " does not take " + left + " and " + right, binary.position());
    }
    return result;
  }

  private static boolean areComparable(Type left, Type right) {
    return left.kind() == right.kind()
        || left.kind() == Type.Kind.NIL
        || right.kind() == Type.Kind.NIL
        || left.kind() == Type.Kind.UNKNOWN
        || right.kind() == Type.Kind.UNKNOWN
        || (left.isNumber() && right.isNumber());
  }

  private static Type promoted(Type left, Type right) {
    if (left.kind() == Type.Kind.UNKNOWN || right.kind() == Type.Kind.UNKNOWN) {
      return Type.UNKNOWN;
    }
    return left.equals(right) ? left : Type.FLOAT;
  }

  /** The type of {@code ??} and {@code ?:}. Nil on one side says nothing about the other. */
  private static Type either(Type one, Type other) {
    if (one.kind() == Type.Kind.NIL) {
      return other;
    }
    return other.kind() == Type.Kind.NIL || other.equals(one) ? one : Type.UNKNOWN;
  }

  private Type ofConditional(Node.Conditional conditional) {
    Type condition = check(conditional.condition());
    if (!condition.isBool()) {
      throw new FormulaException(
          "a condition must be bool, not " + condition, conditional.condition().position());
    }
    return either(check(conditional.yes()), check(conditional.no()));
  }

  private Type ofCall(Node.Call call) {
    Type first = check(call.arguments().get(0));
    if (call.function().takesPredicate()) {
      return ofPredicate(call, first);
    }
    return switch (call.function()) {
      case LEN -> checked(first.isArray(), Type.INT, call, first);
      case ABS -> checked(first.isNumber(), first, call, first);
      case CEIL, FLOOR, ROUND, FLOAT -> checked(first.isNumber(), Type.FLOAT, call, first);
      case INT -> checked(first.isNumber(), Type.INT, call, first);
      default -> ofAggregate(call, first);
    };
  }

  private Type ofAggregate(Node.Call call, Type first) {
    List<Type> types = new ArrayList<>(List.of(first));
    call.arguments().stream().skip(1).map(this::check).forEach(types::add);
    for (Type type : types) {
      checked(type.isNumber() || type.isArray(), type, call, type);
    }
    boolean mean = call.function() == Function.MEAN || call.function() == Function.MEDIAN;
    if (mean) {
      return Type.FLOAT;
    }
    Type type = common(types);
    return type.kind() == Type.Kind.ARRAY ? Type.UNKNOWN : type;
  }

  private Type ofPredicate(Node.Call call, Type array) {
    checked(array.isArray(), array, call, array);
    if (call.arguments().size() == 1) {
      return call.function() == Function.COUNT ? Type.INT : array.elements();
    }
    elements.push(array.elements());
    Type predicate = check(call.arguments().get(1));
    elements.pop();
    boolean asksForBool = call.function() != Function.SUM && call.function() != Function.MAP;
    if (asksForBool && !predicate.isBool()) {
      throw new FormulaException(
          "a predicate must be bool, not " + predicate, call.arguments().get(1).position());
    }
    return switch (call.function()) {
      case SUM -> predicate;
      case MAP -> Type.arrayOf(predicate);
      case COUNT -> Type.INT;
      case FILTER -> array;
      default -> Type.BOOL;
    };
  }

  private static Type checked(boolean fits, Type result, Node.Call call, Type argument) {
    if (!fits) {
      throw new FormulaException(
          call.function().word() + " does not take " + argument, call.position());
    }
    return result;
  }
}
