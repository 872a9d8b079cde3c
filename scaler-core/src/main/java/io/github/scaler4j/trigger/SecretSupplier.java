package io.github.scaler4j.trigger;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Supplies a secret when it is needed, so that a secret is not used after it has been rotated.
 *
 * <p>A source calls it for every request. Implementations must be thread-safe and fast: they may
 * read a small file, but should not call a remote service. A {@link Secret} is a supplier of
 * itself.
 *
 * <p>Triggers with equal keys share an account: its requests and its budget. A key is identified by
 * its supplier's name, else by its text. Triggers of a Cluster Agent share a read only if their
 * token suppliers have the same name or are equal. Two lambdas are never equal, so give a {@link
 * #named name} to a secret that many triggers use.
 */
@FunctionalInterface
public interface SecretSupplier {

  /**
   * Returns the current secret. White space at its ends is not sent.
   *
   * @return the secret; never null
   * @throws RuntimeException if the secret is not available; the read then fails
   */
  Secret get();

  /**
   * Returns the secret's name, for example {@code vault/datadog-api-key}. The name is not secret;
   * it may be logged. Triggers treat suppliers with the same name as one, so they must supply the
   * same secret.
   *
   * @return the same name at each call; empty for a supplier without a name
   */
  default Optional<String> name() {
    return Optional.empty();
  }

  /**
   * Gives a supplier a name. Suppliers with the same name are equal, so they must supply the same
   * secret.
   *
   * @param name the secret's name, case-sensitive; not the secret itself
   * @param supplier supplies the secret
   * @return a supplier that equals every other supplier with that name
   * @throws IllegalArgumentException if {@code name} is blank
   * @throws NullPointerException if an argument is null
   */
  static SecretSupplier named(String name, SecretSupplier supplier) {
    if (requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("name: must not be blank");
    }
    return new NamedSecretSupplier(name, requireNonNull(supplier, "supplier"));
  }
}
