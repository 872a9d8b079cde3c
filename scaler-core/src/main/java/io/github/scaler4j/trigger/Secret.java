package io.github.scaler4j.trigger;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A key or a token that prints as asterisks.
 *
 * <p>Immutable. Two secrets are equal if their texts are; the comparison takes constant time.
 */
public final class Secret implements SecretSupplier {

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * Wraps a text.
   *
   * @param text the key or token, as it is sent
   * @return the secret
   * @throws NullPointerException if {@code text} is null
   */
  public static Secret of(String text) {
    return new Secret(requireNonNull(text, "text"));
  }

  /** Returns the text itself. Use it only for the header that carries it. */
  public String reveal() {
    return text;
  }

  /**
   * Returns the secret without white space at its ends, such as a file's final line feed. KEDA
   * trims every parameter.
   *
   * @return this secret if nothing needs trimming
   */
  public Secret trimmed() {
    String trimmed = GoSpace.trim(text);
    return trimmed.length() == text.length() ? this : new Secret(trimmed);
  }

  @Override
  public Secret get() {
    return this;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Secret other
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), other.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
