package io.github.scaler4j.source;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often each of some kinds occurred. Immutable; a missing kind is the same as zero.
 *
 * @param <K> the kinds
 */
final class Counts<K extends Enum<K>> {

  private final Map<K, Long> counts;

  private Counts(Map<K, Long> counts) {
    Map<K, Long> occurred = new TreeMap<>(counts);
    occurred.values().removeIf(count -> count == 0);
    this.counts = Collections.unmodifiableMap(occurred);
  }

  static <K extends Enum<K>> Counts<K> none() {
    return new Counts<K>(Map.of());
  }

  static <K extends Enum<K>> Counts<K> of(Map<K, Long> counts) {
    return new Counts<>(counts);
  }

  long of(K kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** Returns these counts with another count of one kind. */
  Counts<K> with(K kind, long count) {
    Map<K, Long> changed = new TreeMap<>(counts);
    changed.put(kind, count);
    return new Counts<>(changed);
  }

  /** Returns the sums. */
  Counts<K> plus(Counts<K> other) {
    Map<K, Long> sums = new TreeMap<>(counts);
    other.counts.forEach((kind, count) -> sums.merge(kind, count, Long::sum));
    return new Counts<>(sums);
  }

  /** Returns the counts that are not zero. */
  Map<K, Long> toMap() {
    return counts;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Counts<?> other && counts.equals(other.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
