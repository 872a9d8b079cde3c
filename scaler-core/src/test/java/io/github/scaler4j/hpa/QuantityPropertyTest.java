package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Properties of every text; seeded, so a failure repeats. */
class QuantityPropertyTest {

  private static final int ROUNDS = 10_000;
  private static final String[] SUFFIXES = {
    "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "e", "E"
  };
  private static final String ALPHABET = "0123456789.+-eEinumkKMGTP x\n\u0661\u00b5";

  @Test
  void keepsTheNumberInCanonicalText() {
    Random random = new Random(7);
    for (int i = 0; i < ROUNDS; i++) {
      parse(number(random)).ifPresent(QuantityPropertyTest::checkRoundTrip);
    }
  }

  @Test
  void refusesGarbageAsDocumented() {
    Random random = new Random(11);
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(9); length > 0; length--) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      Optional<Quantity> quantity = parse(text.toString());
      quantity.ifPresent(QuantityPropertyTest::checkRoundTrip);
      accepted += quantity.isPresent() ? 1 : 0;
    }
    assertThat(accepted).isBetween(ROUNDS / 100, ROUNDS / 2);
  }

  private static void checkRoundTrip(Quantity quantity) {
    Quantity again = Quantity.parse(quantity.canonical());
    assertThat(again).isEqualTo(quantity).hasSameHashCodeAs(quantity);
    assertThat(again.canonical()).isEqualTo(quantity.canonical());
    assertThat(Quantity.parse(quantity.toString())).isEqualTo(quantity);
    if (quantity.doubleValue() >= 0) {
      assertThat(again.milliValue()).isEqualTo(quantity.milliValue());
    }
  }

  private static Optional<Quantity> parse(String text) {
    try {
      return Optional.of(Quantity.parse(text));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("not a quantity: \"");
      return Optional.empty();
    }
  }

  private static String number(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
    digits(random, text, random.nextInt(30));
    if (random.nextBoolean()) {
      text.append('.');
      digits(random, text, random.nextInt(20));
    }
    String suffix = SUFFIXES[random.nextInt(SUFFIXES.length)];
    text.append(suffix);
    if (suffix.equalsIgnoreCase("e") && random.nextInt(8) > 0) {
      // Kubernetes' canonical text of 1000e400 is 10e402, which the parser refuses.
      text.append(random.nextInt(771) - 400);
    }
    return text.toString();
  }

  private static void digits(Random random, StringBuilder text, int count) {
    int zeros = random.nextInt(4) == 0 ? random.nextInt(count + 1) : 0;
    for (int i = 0; i < count; i++) {
      text.append(i < count - zeros ? random.nextInt(10) : 0);
    }
  }
}
