package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.MetricSourceException;
import org.jspecify.annotations.Nullable;

/** The plan's view of the host's guard, which stops requests to a host that fails them all. */
interface Guard {

  /** Returns why the host gets no requests at present, or null. Acquires no permit. */
  @Nullable MetricSourceException refusal();

  /** Acquires a permit for one request. Returns null, or the reason for a refusal. */
  @Nullable MetricSourceException acquire();

  /**
   * Gives back the permit of an ended request, and records what its end shows about the host.
   *
   * @param fault why the request failed; null unless it counts as {@link Sign#FAILING}
   */
  void settle(Sign sign, @Nullable MetricSourceException fault);

  /** What the end of a request shows about the host. */
  enum Sign {
    /** It works. */
    ALIVE,
    /** The host may be down. */
    FAILING,
    /** Nothing: the request would have failed on any host, or its query always fails. */
    NONE
  }
}
