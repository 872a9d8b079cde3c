package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.SupplierFailure;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;

/** A token that is fit for an {@code Authorization} header. */
record BearerToken(Secret secret) {

  /**
   * Asks for the current token.
   *
   * @throws TransportException if the supplier fails
   * @throws InvalidTriggerException if the token does not fit into a header
   */
  static BearerToken ask(SecretSupplier supplier) {
    Secret secret;
    try {
      secret = supplier.get().trimmed();
    } catch (Exception e) {
      // Not only unchecked ones: a supplier in Kotlin may throw any.
      throw new TransportException(
          "the token is not available from " + supplier.getClass().getSimpleName(),
          SupplierFailure.of(e));
    }
    String text = secret.reveal();
    if (text.isEmpty()) {
      throw InvalidTriggerException.of("token", "is empty; accepted: a bearer token");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        throw InvalidTriggerException.of(
            "token",
            "character "
                + (i + 1)
                + " of "
                + text.length()
                + " is a line break or another character that an HTTP header can't carry; accepted:"
                + " printable ASCII");
      }
    }
    return new BearerToken(secret);
  }

  String header() {
    return "Bearer " + secret.reveal();
  }

  @Override
  public String toString() {
    return "Bearer ***";
  }
}
