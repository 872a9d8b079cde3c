package io.github.scaler4j;

import io.github.scaler4j.error.ScalerException;
import org.jspecify.annotations.Nullable;

/**
 * Counts a trigger's failures in a row, over all its readers.
 *
 * <p>Only what the upstream said counts, and it counts once: readers that share a fetch share its
 * exception. A stale value is no news either way. KEDA, by contrast, counts a cached record of a
 * fallback as a success, and so leaves the fallback again while the upstream is still down.
 */
final class TriggerHealth {

  private final Object lock = new Object();
  private int failures;
  private @Nullable ScalerException last;

  void onSuccess(ScalerReading reading) {
    if (!reading.stale()) {
      synchronized (lock) {
        failures = 0;
        last = null;
      }
    }
  }

  /** Returns how many failures there were in a row, this one among them. */
  @SuppressWarnings("ReferenceEquality") // The same fetch, not an equal one.
  int onFailure(ScalerException failure) {
    synchronized (lock) {
      if (failure != last) {
        failures++;
        last = failure;
      }
      return failures;
    }
  }

  int failures() {
    synchronized (lock) {
      return failures;
    }
  }
}
