package io.github.scaler4j.formula;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code formula} of KEDA's {@code scalingModifiers}, ready to be evaluated.
 *
 * <p>Immutable. The language is the numeric part of Expr ({@code github.com/expr-lang/expr} 1.17,
 * which KEDA uses), with the same precedences and results:
 *
 * <ul>
 *   <li>numbers, {@code true}, {@code false}, {@code nil}, names of triggers, arrays
 *   <li>{@code + - * / % ** ^}, where {@code /} never truncates and {@code %} takes whole numbers
 *       only
 *   <li>{@code < <= > >= == !=}, also chained; {@code && || !} and {@code and or not}
 *   <li>{@code ?:} and {@code ??}, the latter binding most tightly
 *   <li>{@code min max sum mean median count len abs ceil floor round int float}, and {@code all
 *       any none one filter map} with a predicate, in which {@code #} is the element
 * </ul>
 *
 * <p>Everything else is refused by the parser. The results equal KEDA's on amd64 to the last digit.
 */
public final class Formula {

  private static final int MAX_LENGTH = 10_000;

  /** KEDA's admission webhook tries a formula with this number for each trigger. */
  private static final double TRIAL = -1.0;

  private final String text;
  private final Node root;
  private final Set<String> names;

  private Formula(String text, Node root, Set<String> names) {
    this.text = text;
    this.root = root;
    this.names = names;
  }

  /**
   * Parses a formula, checks its types, and tries it as KEDA's admission webhook does ({@code
   * ValidateAndCompileScalingModifiers} in {@code apis/keda/v1alpha1/scaledobject_webhook.go}).
   *
   * @param text the formula
   * @param names the names of the object's triggers
   * @return the formula
   * @throws FormulaException if the formula has more than 10,000 characters or 1,000 words, or is
   *     nested deeper than 100 levels; if it uses a name that is not given, or an unknown function
   *     or operator; if types don't match, or it takes too many steps to check them; if its result
   *     is not a number; or if it fails with -1 for each trigger
   */
  public static Formula parse(String text, Set<String> names) {
    if (text.length() > MAX_LENGTH) {
      throw new FormulaException("is longer than " + MAX_LENGTH + " characters", MAX_LENGTH);
    }
    Parser parser = new Parser(text, Set.copyOf(names));
    Node root = parser.parse();
    Type type = new TypeChecker().check(root);
    if (!type.isNumber()) {
      throw new FormulaException("gives " + type + ", not a number", 0);
    }
    Formula formula = new Formula(text, root, parser.used());
    Map<String, Double> trial = new HashMap<>();
    names.forEach(name -> trial.put(name, TRIAL));
    formula.evaluate(trial);
    return formula;
  }

  /**
   * Evaluates the formula.
   *
   * @param values a number for each trigger; a missing one is {@code nil}
   * @return the result; empty if it is {@code nil}, which only a formula with {@code ??} returns
   * @throws FormulaException if an operator or a function gets {@code nil} or another value that it
   *     does not accept, if {@code %} divides by 0, or if the evaluation takes too many steps
   */
  public OptionalDouble evaluate(Map<String, Double> values) {
    Object result = new Evaluation(values).value(root);
    if (result instanceof Number number) {
      return OptionalDouble.of(number.doubleValue());
    }
    if (result == Nil.NIL && text.contains("??")) {
      return OptionalDouble.empty();
    }
    throw new FormulaException("gives " + Type.describe(result) + ", not a number", 0);
  }

  /**
   * Returns the triggers that the formula uses.
   *
   * @return a subset of the names that were given
   */
  public Set<String> names() {
    return names;
  }

  /**
   * Returns the formula's text.
   *
   * @return the text that was parsed
   */
  public String text() {
    return text;
  }

  /** Compares the texts. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Formula that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
