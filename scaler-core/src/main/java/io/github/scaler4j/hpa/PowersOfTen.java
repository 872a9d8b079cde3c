package io.github.scaler4j.hpa;

/** Powers of ten, as Go's {@code math.Pow10} returns them. */
final class PowersOfTen {

  static final int MAX_LONG_EXPONENT = 18;

  private static final int MAX_DOUBLE_EXPONENT = 308;
  private static final int STEP = 32;
  private static final long[] LONGS = new long[MAX_LONG_EXPONENT + 1];
  private static final double[] ONES = new double[STEP];
  private static final double[] STEPS = new double[MAX_DOUBLE_EXPONENT / STEP + 1];

  static {
    LONGS[0] = 1;
    for (int i = 1; i < LONGS.length; i++) {
      LONGS[i] = 10 * LONGS[i - 1];
    }
    for (int i = 0; i < ONES.length; i++) {
      ONES[i] = Double.parseDouble("1e" + i);
    }
    for (int i = 0; i < STEPS.length; i++) {
      STEPS[i] = Double.parseDouble("1e" + i * STEP);
    }
  }

  private PowersOfTen() {}

  /** From 0 to {@link #MAX_LONG_EXPONENT}. */
  static long asLong(int exponent) {
    return LONGS[exponent];
  }

  /**
   * Go multiplies two table entries, so powers beyond 31 are not always the nearest doubles. Below
   * -31 only zero is ever scaled, and any finite factor keeps it zero.
   */
  static double asDouble(int exponent) {
    if (exponent > MAX_DOUBLE_EXPONENT) {
      return Double.POSITIVE_INFINITY;
    }
    if (exponent >= 0) {
      return STEPS[exponent / STEP] * ONES[exponent % STEP];
    }
    return exponent > -STEP ? 1 / ONES[-exponent] : 0;
  }
}
