package io.github.scaler4j.hpa;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes quantity: a decimal number that remembers how it was written ({@code 100m}, {@code
 * 1.5Gi}, {@code 1e3}).
 *
 * <p>Immutable. Mirrors {@code resource.Quantity} of Kubernetes' apimachinery, whose results depend
 * on the text. A number of at most 18 digits without a part finer than nano is kept as written; any
 * other is rounded away from zero to nano. Three things differ on purpose: exponents beyond ±400
 * and texts longer than 10,000 characters are refused, {@link #canonical()} never drops a suffix,
 * and {@link #milliValue()} saturates where Kubernetes wraps around.
 */
public final class Quantity {

  private static final Quantity ZERO = new Quantity(0, 0, null, QuantityFormat.DECIMAL_SI, "0");

  private final long unscaled;
  private final int exponent;
  private final @Nullable BigDecimal big;
  private final QuantityFormat format;
  private final @Nullable String typed;

  private Quantity(
      long unscaled,
      int exponent,
      @Nullable BigDecimal big,
      QuantityFormat format,
      @Nullable String typed) {
    this.unscaled = unscaled;
    this.exponent = exponent;
    this.big = big;
    this.format = format;
    this.typed = typed;
  }

  /** {@code unscaled} times ten to the {@code exponent}, printed as {@code typed} unless null. */
  static Quantity small(
      long unscaled, int exponent, QuantityFormat format, @Nullable String typed) {
    return new Quantity(unscaled, exponent, null, format, typed);
  }

  /** A quantity that doesn't fit into a long. The scale matters to {@link #doubleValue()}. */
  static Quantity big(BigDecimal value, QuantityFormat format) {
    return new Quantity(0, 0, value, format, null);
  }

  /**
   * Parses a quantity, exactly as apimachinery's {@code ParseQuantity} does.
   *
   * <p>The grammar is {@code [+-]? digits [. digits] suffix}, with a suffix of {@code n u m k M G T
   * P E}, of {@code Ki Mi Gi Ti Pi Ei}, or of {@code e} or {@code E} and an integer; blanks are not
   * trimmed. A number without digits is 0 ({@code m}, {@code -}, {@code Ki}).
   *
   * @param text the text
   * @return the quantity
   * @throws IllegalArgumentException if the text is not a quantity, or its exponent is beyond ±400
   */
  public static Quantity parse(String text) {
    return new QuantityParser(text).parse();
  }

  /**
   * Creates the quantity to which KEDA converts a metric's value and a trigger's target. It has
   * three decimals, rounded half to even from the exact binary value, and is 0 for a negative
   * number, NaN and infinity ({@code quantityFromFloat64} in {@code pkg/scalers/scaler.go}).
   *
   * @param value the raw value
   * @return 0 or more; 7.75 prints as {@code 7.750}, 0.133 as {@code 133m}, 2 as {@code 2}
   */
  public static Quantity ofMetric(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY
        ? parse(new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN).toPlainString())
        : ZERO;
  }

  /**
   * Creates a quantity from thousandths.
   *
   * @param milli thousandths
   * @return a quantity that prints in canonical form: {@code 133m}, {@code 2}
   */
  public static Quantity ofMilli(long milli) {
    return small(milli, -3, QuantityFormat.DECIMAL_SI, null);
  }

  /**
   * Returns the double of Kubernetes' {@code AsApproximateFloat64}, bit for bit: the digits as
   * written times a power of ten.
   *
   * <p>It may be one unit in the last place off the nearest double ({@code 9m} gives
   * 0.009000000000000001), and depends on the notation ({@code 0.3} gives 0.30000000000000004,
   * {@code 300m} gives 0.3). KEDA compares this number with the activation value, so it decides
   * activity.
   *
   * @return the value; infinite if a double overflows, and NaN for a zero with an exponent beyond
   *     308
   */
  public double doubleValue() {
    double base = big == null ? (double) unscaled : big.unscaledValue().doubleValue();
    int tens = big == null ? exponent : -big.scale();
    return tens == 0 ? base : base * PowersOfTen.asDouble(tens);
  }

  /**
   * Returns thousandths, as the HorizontalPodAutoscaler reads them: rounded away from zero.
   *
   * <p>Mirrors a quirk of Kubernetes' {@code MilliValue}: a negative quantity that does not fit
   * into 18 digits down to nano is truncated and then raised by one, so {@code -1e-10} gives 1.
   *
   * @return thousandths; {@link Long#MAX_VALUE} or {@link Long#MIN_VALUE} if they don't fit
   */
  public long milliValue() {
    if (big != null) {
      return milliValue(big);
    }
    int shift = exponent + 3;
    if (shift < 0) {
      long divisor = PowersOfTen.asLong(-shift);
      long whole = unscaled / divisor;
      return whole * divisor == unscaled ? whole : whole + Long.signum(unscaled);
    }
    if (unscaled == 0) {
      return 0;
    }
    if (shift > PowersOfTen.MAX_LONG_EXPONENT
        || Math.abs(unscaled) > Long.MAX_VALUE / PowersOfTen.asLong(shift)) {
      return unscaled > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
    return unscaled * PowersOfTen.asLong(shift);
  }

  private static long milliValue(BigDecimal value) {
    BigDecimal milli = value.movePointRight(3);
    BigInteger whole = milli.toBigInteger();
    if (milli.compareTo(new BigDecimal(whole)) != 0) {
      whole = whole.add(BigInteger.ONE);
    }
    if (whole.bitLength() < Long.SIZE) {
      return whole.longValue();
    }
    return whole.signum() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
  }

  /**
   * Returns the canonical text: without a fraction, and with the largest possible suffix of the
   * kind that was written.
   *
   * @return for example {@code 1500m} for {@code 1.5}, {@code 1536Mi} for {@code 1.5Gi}
   */
  public String canonical() {
    return format.print(amount());
  }

  private BigDecimal amount() {
    return big == null ? BigDecimal.valueOf(unscaled, -exponent) : big;
  }

  /**
   * Compares the numbers, whatever their notation. The {@link #doubleValue()} and the text of equal
   * quantities may differ.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Quantity that && amount().compareTo(that.amount()) == 0;
  }

  @Override
  public int hashCode() {
    return amount().stripTrailingZeros().hashCode();
  }

  /**
   * Returns the text that Kubernetes prints: the original text if it is nearly canonical ({@code
   * 7.750}, {@code +1}), otherwise {@link #canonical()}.
   */
  @Override
  public String toString() {
    return typed == null ? canonical() : typed;
  }
}
