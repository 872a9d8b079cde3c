package io.github.scaler4j.formula;

/**
 * Go's {@code math.Pow} to the last digit, as on amd64 with fused multiply-add.
 *
 * <p>Go's and Java's powers of fractions differ by a few units in the last place. A metric is
 * truncated to thousandths, which makes the difference visible: {@code 27 ** (1/3)} is 2999m in
 * KEDA.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits of Go's own source
final class GoPower {

  private static final double LN2_HIGH = 6.93147180369123816490e-01;
  private static final double LN2_LOW = 1.90821492927058770002e-10;
  private static final double[] LOG = {
    6.666666666666735130e-01,
    3.999999999940941908e-01,
    2.857142874366239149e-01,
    2.222219843214978396e-01,
    1.818357216161805012e-01,
    1.531383769920937332e-01,
    1.479819860511658591e-01
  };

  private static final double LOG2_E = 1.4426950408889634073599246810018920;
  private static final double LN2_UPPER = 0.69314718055966295651160180568695068359375;
  private static final double LN2_LOWER = 0.28235290563031577122588448175013436025525412068e-12;
  private static final double[] TAYLOR = {
    2.4801587301587301587e-5,
    1.9841269841269841270e-4,
    1.3888888888888888889e-3,
    8.3333333333333333333e-3,
    4.1666666666666666667e-2,
    1.6666666666666666667e-1,
    0.5,
    1.0
  };

  private GoPower() {}

  static double of(double base, double exponent) {
    if (isSpecial(base, exponent)) {
      // The rules of IEEE 754, which Java follows too, except for these two.
      return base == 1 || (base == -1 && Double.isInfinite(exponent))
          ? 1
          : Math.pow(base, exponent);
    }
    if (Math.abs(exponent) == 0.5) {
      return exponent > 0 ? Math.sqrt(base) : 1 / Math.sqrt(base);
    }
    double size = Math.abs(exponent);
    double whole = Math.floor(size);
    double rest = size - whole;
    if (rest != 0 && base < 0) {
      return Double.NaN;
    }
    if (whole >= 0x1p63) {
      return base == -1 ? 1 : (Math.abs(base) < 1) == (exponent > 0) ? 0 : Double.POSITIVE_INFINITY;
    }
    if (rest > 0.5) {
      rest--;
      whole++;
    }
    double first = rest == 0 ? 1 : exp(rest * log(base));
    return bySquaring(first, base, (long) whole, exponent < 0);
  }

  private static boolean isSpecial(double base, double exponent) {
    return base == 1
        || base == 0
        || exponent == 0
        || exponent == 1
        || !Double.isFinite(base)
        || !Double.isFinite(exponent);
  }

  /** {@code first * base ** count}, or its inverse; the powers of two are kept apart. */
  private static double bySquaring(double first, double base, long count, boolean inverse) {
    double result = first;
    int exponent = 0;
    int baseExponent = exponentOf(base);
    double fraction = fractionOf(base, baseExponent);
    for (long i = count; i != 0; i >>= 1) {
      if (Math.abs(baseExponent) > 1 << 12) {
        exponent += baseExponent;
        break;
      }
      if ((i & 1) == 1) {
        result *= fraction;
        exponent += baseExponent;
      }
      fraction *= fraction;
      baseExponent <<= 1;
      if (fraction < 0.5) {
        fraction += fraction;
        baseExponent--;
      }
    }
    return inverse ? Math.scalb(1 / result, -exponent) : Math.scalb(result, exponent);
  }

  /** The exponent for a fraction from 0.5 to 1. */
  private static int exponentOf(double value) {
    int exponent = Math.getExponent(value);
    return exponent < Double.MIN_EXPONENT ? exponentOf(value * 0x1p52) - 52 : exponent + 1;
  }

  private static double fractionOf(double value, int exponent) {
    return exponent < -1_000
        ? Math.scalb(value * 0x1p52, -exponent - 52)
        : Math.scalb(value, -exponent);
  }

  private static double log(double value) {
    int exponent = exponentOf(value);
    double f = fractionOf(value, exponent);
    if (f < Math.sqrt(2) / 2) {
      f *= 2;
      exponent--;
    }
    f -= 1;
    double s = f / (2 + f);
    double s2 = s * s;
    double s4 = s2 * s2;
    double odd = s2 * (LOG[0] + s4 * (LOG[2] + s4 * (LOG[4] + s4 * LOG[6])));
    double even = s4 * (LOG[1] + s4 * (LOG[3] + s4 * LOG[5]));
    double half = 0.5 * f * f;
    return exponent * LN2_HIGH - ((half - (s * (half + (odd + even)) + exponent * LN2_LOW)) - f);
  }

  /** For a power that neither overflows nor underflows: at most half of the largest logarithm. */
  private static double exp(double power) {
    double twos = Math.rint(LOG2_E * power);
    double x = Math.fma(-twos, LN2_UPPER, power);
    x = Math.fma(-twos, LN2_LOWER, x) * 0.0625;
    double sum = TAYLOR[0];
    for (int i = 1; i < TAYLOR.length; i++) {
      sum = Math.fma(x, sum, TAYLOR[i]);
    }
    x *= sum;
    for (int i = 0; i < 3; i++) {
      x *= x + 2;
    }
    return Math.scalb(Math.fma(x + 2, x, 1), (int) twos);
  }
}
