package io.github.scaler4j.datadogapi;

import java.util.Arrays;

/**
 * The last few points of a series that have a value: a ring that is reused for the next series.
 *
 * <p>Values are kept as text, because only one per series is needed in the end. Confined to its
 * decoder.
 */
final class LatestPoints {

  private static final int FIRST_SIZE = 8;

  /** Datadog sends at most 1,500 points per series. */
  private static final int MOST = 10_000;

  private final int wanted;
  private NumberText[] values;
  private long[] times;
  private int next;
  private int kept;

  /**
   * Creates a ring.
   *
   * @param farthestOffset the largest offset that {@link #value} and {@link #timestampMillis} will
   *     be called with; points beyond 10,000 are not kept
   */
  LatestPoints(int farthestOffset) {
    wanted = Math.min(farthestOffset, MOST - 1) + 1;
    values = new NumberText[Math.min(wanted, FIRST_SIZE)];
    Arrays.setAll(values, slot -> new NumberText());
    times = new long[values.length];
  }

  void clear() {
    next = 0;
    kept = 0;
  }

  void add(long timestampMillis, NumberText value) {
    if (next == values.length) {
      makeRoom();
    }
    times[next] = timestampMillis;
    values[next].copy(value);
    next++;
    kept = Math.min(kept + 1, wanted);
  }

  // The ring grows with the points, because an offset may be far larger than any answer.
  private void makeRoom() {
    if (values.length == wanted) {
      next = 0;
      return;
    }
    int size = Math.min(2 * values.length, wanted);
    int before = values.length;
    values = Arrays.copyOf(values, size);
    for (int slot = before; slot < size; slot++) {
      values[slot] = new NumberText();
    }
    times = Arrays.copyOf(times, size);
  }

  boolean has(int offset) {
    return offset < kept;
  }

  double value(int offset) {
    return values[slot(offset)].toDouble();
  }

  long timestampMillis(int offset) {
    return times[slot(offset)];
  }

  private int slot(int offset) {
    int slot = next - 1 - offset;
    return slot < 0 ? slot + values.length : slot;
  }
}
