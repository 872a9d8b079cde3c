package io.github.scaler4j.benchmarks.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Tells when every trigger that can have a value has had one. */
final class FirstRound {

  private final BitSet missing = new BitSet();
  private @Nullable Instant over;
  private long requests;
  private long queries;

  FirstRound(Scene scene) {
    for (int i = 0; i < scene.triggers(); i++) {
      missing.set(i, !scene.isBad(i));
    }
  }

  /** Notes a value; returns true if it was the last one missing. */
  boolean has(int trigger, Instant now) {
    if (!missing.get(trigger)) {
      return false;
    }
    missing.clear(trigger);
    if (!missing.isEmpty()) {
      return false;
    }
    over = now;
    return true;
  }

  void note(long requestsSoFar, long queriesSoFar) {
    requests = requestsSoFar;
    queries = queriesSoFar;
  }

  boolean isOver() {
    return over != null;
  }

  long requests() {
    return requests;
  }

  long queries() {
    return queries;
  }

  double secondsSince(Instant begin) {
    return over == null ? Double.NaN : Duration.between(begin, over).toMillis() / 1000.0;
  }
}
