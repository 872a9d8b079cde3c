package io.github.scaler4j.formula;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses a formula with Expr's precedences. Confined to one call. */
final class Parser {

  private static final int MAX_DEPTH = 100;
  private static final int MAX_WORDS = 1_000;
  private static final int NOT = 50;
  private static final int SIGN = 90;
  private static final String COALESCE = "??";

  private static final Map<String, Integer> PRECEDENCE =
      Map.ofEntries(
          Map.entry("or", 10),
          Map.entry("||", 10),
          Map.entry("and", 15),
          Map.entry("&&", 15),
          Map.entry("==", 20),
          Map.entry("!=", 20),
          Map.entry("<", 20),
          Map.entry("<=", 20),
          Map.entry(">", 20),
          Map.entry(">=", 20),
          Map.entry("+", 30),
          Map.entry("-", 30),
          Map.entry("*", 60),
          Map.entry("/", 60),
          Map.entry("%", 60),
          Map.entry("**", 100),
          Map.entry("^", 100),
          Map.entry(COALESCE, 500));
  private static final Set<String> RIGHT_ASSOCIATIVE = Set.of("**", "^");
  private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=");

  private final List<Token> tokens;
  private final Set<String> names;
  private final Set<String> used = new HashSet<>();
  private int next;
  private int depth;
  private int predicates;

  Parser(String text, Set<String> names) {
    this.tokens = Lexer.tokens(text);
    this.names = names;
  }

  Node parse() {
    if (tokens.size() > MAX_WORDS) {
      throw new FormulaException(
          "has more than " + MAX_WORDS + " words", tokens.get(MAX_WORDS).position());
    }
    Node root = expression(0);
    if (current().kind() != Token.Kind.END) {
      throw unexpected(current());
    }
    return root;
  }

  Set<String> used() {
    return Set.copyOf(used);
  }

  private Node expression(int precedence) {
    if (++depth > MAX_DEPTH) {
      throw new FormulaException(
          "is nested deeper than " + MAX_DEPTH + " levels", current().position());
    }
    Node result = operators(primary(), precedence);
    if (precedence == 0) {
      result = conditional(result);
    }
    depth--;
    return result;
  }

  private Node operators(Node first, int precedence) {
    Node left = first;
    String previous = "";
    Token operator = current();
    while (binds(operator, precedence)) {
      if (previous.equals(COALESCE) && !operator.is(COALESCE)) {
        throw new FormulaException(
            operator + " and ?? need parentheses around one of them", operator.position());
      }
      if (COMPARISONS.contains(operator.text())) {
        left = comparisons(left);
      } else {
        next++;
        int own = precedence(operator);
        Node right = expression(RIGHT_ASSOCIATIVE.contains(operator.text()) ? own : own + 1);
        left = new Node.Binary(operator.text(), left, right, operator.position());
      }
      previous = operator.text();
      operator = current();
    }
    return left;
  }

  private static boolean binds(Token operator, int precedence) {
    return precedence(operator) >= precedence;
  }

  /** -1 for a token that is not a binary operator. */
  private static int precedence(Token token) {
    return token.kind() == Token.Kind.SYMBOL ? PRECEDENCE.getOrDefault(token.text(), -1) : -1;
  }

  /** {@code a < b < c} is {@code a < b && b < c}. */
  private Node comparisons(Node first) {
    Node left = first;
    Node all = null;
    while (current().kind() == Token.Kind.SYMBOL && COMPARISONS.contains(current().text())) {
      Token operator = current();
      next++;
      Node right = expression(precedence(operator) + 1);
      Node one = new Node.Binary(operator.text(), left, right, operator.position());
      all = all == null ? one : new Node.Binary("&&", all, one, operator.position());
      left = right;
    }
    return all == null ? first : all;
  }

  private Node conditional(Node condition) {
    Node result = condition;
    while (current().is("?")) {
      int position = current().position();
      next++;
      Node yes = current().is(":") ? result : expression(0);
      expect(":");
      result = new Node.Conditional(result, yes, expression(0), position);
    }
    return result;
  }

  private Node primary() {
    Token token = current();
    next++;
    return switch (token.kind()) {
      case NUMBER -> number(token);
      case NAME -> word(token);
      case SYMBOL -> symbol(token);
      case END -> throw unexpected(token);
    };
  }

  private Node symbol(Token token) {
    return switch (token.text()) {
      case "not", "!" -> new Node.Unary("!", expression(NOT), token.position());
      case "-", "+" -> new Node.Unary(token.text(), expression(SIGN), token.position());
      case "(" -> {
        Node inner = expression(0);
        expect(")");
        yield inner;
      }
      case "[" -> new Node.Array(list("]"), token.position());
      case "#" -> element(token);
      default -> throw unexpected(token);
    };
  }

  private Node element(Token token) {
    if (predicates == 0) {
      throw new FormulaException("# is outside a predicate", token.position());
    }
    return new Node.Element(token.position());
  }

  private Node word(Token token) {
    if (current().is("(")) {
      return call(token);
    }
    return switch (token.text()) {
      case "true" -> new Node.Constant(true, token.position());
      case "false" -> new Node.Constant(false, token.position());
      case "nil" -> new Node.Constant(Nil.NIL, token.position());
      default -> name(token);
    };
  }

  private Node name(Token token) {
    if (!names.contains(token.text())) {
      throw new FormulaException(
          "no trigger has the name \"" + token.text() + "\"", token.position());
    }
    used.add(token.text());
    return new Node.Name(token.text(), token.position());
  }

  private static Node number(Token token) {
    String digits = token.text().replace("_", "");
    try {
      return new Node.Constant(
          digits.matches("[0-9]+") ? (Object) Long.parseLong(digits) : finite(digits),
          token.position());
    } catch (NumberFormatException e) {
      throw new FormulaException("bad number " + token, token.position());
    }
  }

  private static Object finite(String digits) {
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw new NumberFormatException(digits);
    }
    return value;
  }

  private Node call(Token name) {
    Function function = Function.of(name.text());
    if (function == null) {
      throw new FormulaException(
          "unknown function \"" + name.text() + "\"; known functions: " + Function.known(),
          name.position());
    }
    expect("(");
    List<Node> arguments = function.takesPredicate() ? withPredicate() : list(")");
    if (arguments.size() < function.least() || arguments.size() > function.most()) {
      throw new FormulaException(
          function.word() + " does not take " + arguments.size() + " arguments", name.position());
    }
    return new Node.Call(function, arguments, name.position());
  }

  private List<Node> withPredicate() {
    List<Node> arguments = new ArrayList<>();
    arguments.add(expression(0));
    if (current().is(",")) {
      next++;
      if (!current().is(")")) {
        arguments.add(predicate());
        if (current().is(",")) {
          next++;
        }
      }
    }
    expect(")");
    return arguments;
  }

  private Node predicate() {
    int position = current().position();
    boolean braced = current().is("{");
    if (braced) {
      next++;
    }
    predicates++;
    Node body = expression(0);
    predicates--;
    if (braced) {
      expect("}");
    }
    return new Node.Predicate(body, position);
  }

  /** A comma-separated list; a trailing comma is allowed. */
  private List<Node> list(String end) {
    List<Node> nodes = new ArrayList<>();
    while (!current().is(end)) {
      if (!nodes.isEmpty()) {
        expect(",");
        if (current().is(end)) {
          break;
        }
      }
      nodes.add(expression(0));
    }
    next++;
    return nodes;
  }

  private Token current() {
    return tokens.get(next);
  }

  private void expect(String symbol) {
    if (!current().is(symbol)) {
      throw new FormulaException(
          "\"" + symbol + "\" is missing before " + current(), current().position());
    }
    next++;
  }

  private static FormulaException unexpected(Token token) {
    return new FormulaException(token + " is not expected here", token.position());
  }
}
