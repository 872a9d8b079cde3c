package io.github.scaler4j.trigger;

/**
 * Gives a secret at the moment it is needed, so that one that rotates is never used past its life.
 *
 * <p>A source asks at every request. Implementations are thread-safe and quick: they may read a
 * small file, they don't call a remote service. A {@link Secret} is a supplier of itself. Two
 * triggers share an account, and with it batches and budget, if their suppliers are equal.
 */
@FunctionalInterface
public interface SecretSupplier {

  /**
   * Returns the secret as of now. White space at its ends is not sent.
   *
   * @return never null
   * @throws RuntimeException if it can't be had; the read fails with it as the cause
   */
  Secret get();
}
