package io.github.scaler4j.datadogapi;

import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;

/** A key and its identity: its name or its text, never the object that supplies it. */
sealed interface Credential {

  /** Returns the current key; may run the caller's code. */
  Secret ask();

  /** Whether {@link #ask()} runs the caller's code. */
  boolean runsCallersCode();

  /** A key that is known by its text. */
  record Text(Secret secret) implements Credential {

    @Override
    public Secret ask() {
      return secret;
    }

    @Override
    public boolean runsCallersCode() {
      return false;
    }
  }

  /**
   * A key that is known by its name, so that its account outlives a rotation.
   *
   * @param supplier equal to every other supplier of the same name
   */
  record Named(SecretSupplier supplier) implements Credential {

    @Override
    public Secret ask() {
      return supplier.get();
    }

    @Override
    public boolean runsCallersCode() {
      return true;
    }
  }
}
