package io.github.scaler4j.benchmarks.simulation;

import java.time.Instant;
import java.util.BitSet;
import java.util.function.IntPredicate;

/** Determines when each trigger that can have a value has had one. */
final class Round {

  private final BitSet missing = new BitSet();
  private Instant last = Instant.MIN;

  Round(int triggers, IntPredicate isBad) {
    for (int i = 0; i < triggers; i++) {
      missing.set(i, !isBad.test(i));
    }
  }

  /** Records a value; returns true if it was the last missing one. */
  boolean complete(int trigger, Instant fetchedAt) {
    if (!missing.get(trigger)) {
      return false;
    }
    missing.clear(trigger);
    last = last.isAfter(fetchedAt) ? last : fetchedAt;
    return missing.isEmpty();
  }

  boolean isComplete() {
    return missing.isEmpty();
  }

  /** Returns when the last of the values was fetched. */
  Instant last() {
    return last;
  }
}
