package io.github.scaler4j.engine;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A request's time was over before it had a connection, so its query can't be the reason. */
final class NoConnectionException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  NoConnectionException(@Nullable IOException fault) {
    super("no connection was open in time", fault);
  }
}
