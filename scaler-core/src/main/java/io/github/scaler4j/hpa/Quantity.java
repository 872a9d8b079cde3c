package io.github.scaler4j.hpa;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A Kubernetes quantity. */
public final class Quantity {
  private final BigDecimal value;

  private Quantity(BigDecimal value) {
    this.value = value;
  }

  /**
   * Parses a quantity.
   *
   * @param text the text
   * @return the quantity
   * @throws IllegalArgumentException if it is none
   */
  public static Quantity parse(String text) {
    return new Quantity(new BigDecimal(text));
  }

  /**
   * Makes the quantity that KEDA reports for a metric's value.
   *
   * @param value the raw value
   * @return three decimals
   */
  public static Quantity ofMetric(double value) {
    return new Quantity(
        value > 0 && !Double.isInfinite(value)
            ? new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN)
            : BigDecimal.ZERO);
  }

  /**
   * Returns the nearest double.
   *
   * @return the value
   */
  public double doubleValue() {
    return value.doubleValue();
  }

  /**
   * Returns thousandths.
   *
   * @return rounded up
   */
  public long milliValue() {
    return value.movePointRight(3).setScale(0, RoundingMode.CEILING).longValue();
  }

  /**
   * Returns the canonical text.
   *
   * @return the text
   */
  public String canonical() {
    return value.toPlainString();
  }

  @Override
  public String toString() {
    return canonical();
  }
}
