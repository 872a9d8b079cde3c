package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.MetricSourceException;
import org.jspecify.annotations.Nullable;

/** The guard of the host, as a plan asks it: leaves a host alone that fails for everybody. */
interface Guard {

  /** Takes a permit for one request; returns null if it is given, or why it is not. */
  @Nullable MetricSourceException acquire();

  /** Gives a permit back: a request ended, and {@code sign} tells what that says of the host. */
  void settle(Sign sign);

  /** What the end of a request says of the host. */
  enum Sign {
    /** It works. */
    ALIVE,
    /** It may be down. */
    FAILING,
    /** Nothing: the request would have failed anywhere, or its query always fails. */
    NONE
  }
}
