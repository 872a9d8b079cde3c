package io.github.scaler4j.hpa;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The three kinds of suffix, and how each prints a number in canonical form. */
enum QuantityFormat {
  /** {@code n} to {@code E}. */
  DECIMAL_SI {
    @Override
    String printDecimal(BigInteger mantissa, int exponent) {
      // Beyond E, Kubernetes 1.36 prints no suffix, which is a wrong number.
      int extra = Math.max(0, exponent - MAX_SI_EXPONENT);
      return mantissa.multiply(BigInteger.TEN.pow(extra))
          + DECIMAL_SUFFIXES[(exponent - extra - MIN_SI_EXPONENT) / 3];
    }
  },

  /** {@code Ki} to {@code Ei}. */
  BINARY_SI {
    @Override
    String print(BigDecimal value) {
      if (value.abs().compareTo(KIBI) < 0 || value.stripTrailingZeros().scale() > 0) {
        return DECIMAL_SI.print(value);
      }
      BigInteger whole = value.toBigInteger();
      int kibis = whole.getLowestSetBit() / 10;
      return whole.shiftRight(10 * kibis) + BINARY_SUFFIXES[kibis];
    }

    @Override
    String printDecimal(BigInteger mantissa, int exponent) {
      return DECIMAL_SI.printDecimal(mantissa, exponent);
    }
  },

  /** {@code e3}. */
  DECIMAL_EXPONENT {
    @Override
    String printDecimal(BigInteger mantissa, int exponent) {
      return exponent == 0 ? mantissa.toString() : mantissa + "e" + exponent;
    }
  };

  private static final int MIN_SI_EXPONENT = -9;
  private static final int MAX_SI_EXPONENT = 18;
  private static final String[] DECIMAL_SUFFIXES = {
    "n", "u", "m", "", "k", "M", "G", "T", "P", "E"
  };
  private static final String[] BINARY_SUFFIXES = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

  /** Prints an integer with the largest possible suffix; nothing is finer than nano. */
  String print(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = value.stripTrailingZeros();
    int excess = Math.floorMod(-stripped.scale(), 3);
    return printDecimal(
        stripped.unscaledValue().multiply(BigInteger.TEN.pow(excess)), -stripped.scale() - excess);
  }

  /** Prints {@code mantissa} times ten to the {@code exponent}, a multiple of 3. */
  abstract String printDecimal(BigInteger mantissa, int exponent);
}
