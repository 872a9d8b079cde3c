package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.SupplierFailure;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.util.Optional;

/** A key and its identity: its name or its text, never the object that supplies it. */
sealed interface Credential {

  /**
   * Returns the current key; may run the caller's code.
   *
   * @param parameter names the key in messages
   * @throws TransportException if the key is not available
   */
  Secret ask(String parameter);

  /** Returns its name, which is not secret; empty if it is identified by its text. */
  default Optional<String> name() {
    return Optional.empty();
  }

  /** Whether {@link #ask} runs the caller's code. */
  boolean runsCallersCode();

  /**
   * Asks a supplier for a key.
   *
   * @throws TransportException if it fails; the cause names the type of its exception without the
   *     message, which may hold the key
   */
  static Secret ask(String parameter, SecretSupplier supplier) {
    try {
      return supplier.get().trimmed();
    } catch (Exception e) {
      // Not only unchecked ones: a supplier in Kotlin may throw any.
      throw new TransportException(parameter + ": its supplier failed", SupplierFailure.of(e));
    }
  }

  /** A key that is identified by its text. */
  record Text(Secret secret) implements Credential {

    @Override
    public Secret ask(String parameter) {
      return secret;
    }

    @Override
    public boolean runsCallersCode() {
      return false;
    }
  }

  /**
   * A key that is identified by its name, so its account outlives a rotation.
   *
   * @param supplier equal to every other supplier of the same name
   */
  record Named(SecretSupplier supplier) implements Credential {

    @Override
    public Optional<String> name() {
      return supplier.name();
    }

    @Override
    public Secret ask(String parameter) {
      return Credential.ask(parameter, supplier);
    }

    @Override
    public boolean runsCallersCode() {
      return true;
    }
  }
}
