package io.github.scaler4j.manifest;

import io.github.scaler4j.trigger.SecretSupplier;

/**
 * Issues tokens of Kubernetes service accounts, for {@code boundServiceAccountToken} of a {@code
 * TriggerAuthentication}.
 *
 * <p>KEDA makes a {@code TokenRequest} without an audience and with a lifetime of one hour, and
 * makes the next one after a read has failed. Here a supplier is called for every request, so the
 * token can be replaced before it expires.
 */
@FunctionalInterface
public interface BoundTokens {

  /**
   * Returns the supplier of a service account's token.
   *
   * @param namespace the namespace of the {@code TriggerAuthentication}, or the namespace of
   *     cluster objects
   * @param serviceAccountName the name of the service account
   * @return a supplier, equal to the one returned earlier for the same account
   * @throws RuntimeException if the token can't be issued; the resolver passes it on
   */
  SecretSupplier token(String namespace, String serviceAccountName);
}
