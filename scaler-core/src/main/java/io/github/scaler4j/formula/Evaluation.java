package io.github.scaler4j.formula;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * One calculation of a formula. A value is a {@link Double}, a {@link Long}, a {@link Boolean}, a
 * list of values, or {@link Nil}.
 *
 * <p>Confined to one call.
 */
final class Evaluation {

  private final Map<String, Double> names;
  private final Deque<Object> elements = new ArrayDeque<>();
  private final Steps steps = new Steps();

  Evaluation(Map<String, Double> names) {
    this.names = names;
  }

  Object value(Node node) {
    steps.take(node.position());
    if (node instanceof Node.Constant constant) {
      return constant.value();
    } else if (node instanceof Node.Name name) {
      Double value = names.get(name.name());
      return value == null ? Nil.NIL : value;
    } else if (node instanceof Node.Element) {
      return elements.element();
    } else if (node instanceof Node.Unary unary) {
      return unary(unary);
    } else if (node instanceof Node.Binary binary) {
      return binary(binary);
    } else if (node instanceof Node.Conditional conditional) {
      return value(bool(conditional.condition()) ? conditional.yes() : conditional.no());
    } else if (node instanceof Node.Array array) {
      return array.elements().stream().map(this::value).toList();
    } else if (node instanceof Node.Call call) {
      return call(call);
    }
    return value(((Node.Predicate) node).body());
  }

  private boolean bool(Node node) {
    Object value = value(node);
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw new FormulaException("must be bool, but is " + Type.describe(value), node.position());
  }

  private Object unary(Node.Unary unary) {
    if (unary.operator().equals("!")) {
      return !bool(unary.operand());
    }
    Object value = value(unary.operand());
    if (!(value instanceof Number)) {
      throw new FormulaException(
          unary.operator() + " does not take " + Type.describe(value), unary.position());
    }
    if (unary.operator().equals("+")) {
      return value;
    }
    return value instanceof Long whole ? (Object) (-whole) : (Object) (-((Double) value));
  }

  private Object binary(Node.Binary binary) {
    return switch (binary.operator()) {
      case "&&", "and" -> bool(binary.left()) && bool(binary.right());
      case "||", "or" -> bool(binary.left()) || bool(binary.right());
      case "??" -> {
        Object left = value(binary.left());
        yield left == Nil.NIL ? value(binary.right()) : left;
      }
      case "==" -> areEqual(binary);
      case "!=" -> !areEqual(binary);
      default ->
          Arithmetic.apply(
              binary.operator(), left(binary), value(binary.right()), binary.position());
    };
  }

  private boolean areEqual(Node.Binary binary) {
    return Arithmetic.areEqual(
        value(binary.left()), value(binary.right()), steps, binary.position());
  }

  private Object call(Node.Call call) {
    List<Node> arguments = call.arguments();
    return switch (call.function()) {
      case SUM -> sum(call);
      case MAP -> answers(call, array(call));
      case FILTER -> filter(call, array(call));
      case COUNT, ALL, ANY, NONE, ONE -> quantified(call, Long.MAX_VALUE);
      default ->
          Aggregates.apply(
              call.function(),
              arguments.stream().map(this::value).toList(),
              steps,
              call.position());
    };
  }

  private List<?> array(Node.Call call) {
    Object value = value(call.arguments().get(0));
    if (value instanceof List<?> list) {
      return list;
    }
    throw new FormulaException(
        call.function().word() + " does not take " + Type.describe(value), call.position());
  }

  /** The predicate's result for an element; without a predicate, the element itself. */
  private Object answer(Node.Call call, Object element) {
    if (call.arguments().size() == 1) {
      steps.take(call.position());
      return element;
    }
    elements.push(element);
    Object answer = value(call.arguments().get(1));
    elements.pop();
    return answer;
  }

  private List<Object> answers(Node.Call call, List<?> array) {
    List<Object> answers = new ArrayList<>();
    for (Object element : array) {
      answers.add(answer(call, element));
    }
    return answers;
  }

  private boolean isTrue(Node.Call call, Object element) {
    Object answer = answer(call, element);
    if (answer instanceof Boolean bool) {
      return bool;
    }
    throw new FormulaException(
        call.function().word() + " expects bool, got " + Type.describe(answer), call.position());
  }

  private List<Object> filter(Node.Call call, List<?> array) {
    List<Object> kept = new ArrayList<>();
    for (Object element : array) {
      if (isTrue(call, element)) {
        kept.add(element);
      }
    }
    return kept;
  }

  /** Expr sums an array literal from its end, and all other arrays from their start. */
  private Object sum(Node.Call call) {
    List<Object> values = answers(call, array(call));
    int last = values.size() - 1;
    boolean writtenOut =
        call.arguments().size() == 1 && call.arguments().get(0) instanceof Node.Array;
    Object sum = writtenOut && last >= 0 ? values.get(last) : (Object) 0L;
    if (writtenOut) {
      for (int i = last - 1; i >= 0; i--) {
        sum = Arithmetic.apply("+", values.get(i), sum, call.position());
      }
    } else {
      for (Object value : values) {
        sum = Arithmetic.apply("+", sum, value, call.position());
      }
    }
    return sum;
  }

  /** Evaluates no more elements than the result needs. */
  private Object quantified(Node.Call call, long enough) {
    long matches = 0;
    long others = 0;
    for (Object element : array(call)) {
      if (isTrue(call, element)) {
        matches++;
      } else {
        others++;
      }
      boolean decided =
          switch (call.function()) {
            case ALL -> others > 0;
            case ANY, NONE -> matches > 0;
            default -> matches >= enough;
          };
      if (decided) {
        break;
      }
    }
    return switch (call.function()) {
      case ALL -> others == 0;
      case ANY -> matches > 0;
      case NONE -> matches == 0;
      case ONE -> matches == 1;
      default -> matches;
    };
  }

  private Object left(Node.Binary binary) {
    return binary.left() instanceof Node.Call call && call.function() == Function.COUNT
        ? quantified(call, enough(binary, call))
        : value(binary.left());
  }

  /** As in Expr, counting stops once a comparison with a whole number is decided. */
  private static long enough(Node.Binary binary, Node.Call count) {
    if (count.arguments().size() == 2
        && binary.right() instanceof Node.Constant constant
        && constant.value() instanceof Long number) {
      boolean lower = binary.operator().startsWith("<");
      long enough =
          switch (binary.operator()) {
            case ">", "<=" -> number + 1;
            case ">=", "<" -> number;
            default -> Long.MAX_VALUE;
          };
      return enough > (lower ? 1 : 0) ? enough : Long.MAX_VALUE;
    }
    return Long.MAX_VALUE;
  }
}
