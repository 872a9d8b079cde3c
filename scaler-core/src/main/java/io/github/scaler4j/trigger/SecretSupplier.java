package io.github.scaler4j.trigger;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Supplies a secret when it is needed, so that a rotated secret is never used after its end.
 *
 * <p>A source calls it for every request. Implementations are thread-safe and quick: they may read
 * a small file, but don't call a remote service. A {@link Secret} is a supplier of itself.
 *
 * <p>Triggers whose keys are equal share an account, and with it requests and the rate limit's
 * budget. Two lambdas are never equal, so give a key that many triggers use a {@link #named name}.
 */
@FunctionalInterface
public interface SecretSupplier {

  /**
   * Returns the secret as of now. White space at its ends is not sent.
   *
   * @return the secret
   * @throws RuntimeException if it is not available; the read fails with it as the cause
   */
  Secret get();

  /**
   * Returns the secret's name, for example {@code vault/datadog-api-key}. The name is not secret;
   * it may be logged.
   *
   * @return empty for a supplier without a name
   */
  default Optional<String> name() {
    return Optional.empty();
  }

  /**
   * Gives a supplier a name. Suppliers of the same name are equal, so they must supply the same
   * secret.
   *
   * @param name what the secret is known by, case-sensitive; not the secret itself
   * @param supplier supplies the secret
   * @return a supplier that is equal to each other supplier of that name
   * @throws IllegalArgumentException if {@code name} is blank
   * @throws NullPointerException if an argument is null
   */
  static SecretSupplier named(String name, SecretSupplier supplier) {
    if (requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("name: blank; accepted: any other text");
    }
    return new NamedSecretSupplier(name, requireNonNull(supplier, "supplier"));
  }
}
