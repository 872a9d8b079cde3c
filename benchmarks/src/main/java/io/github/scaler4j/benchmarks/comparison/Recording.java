package io.github.scaler4j.benchmarks.comparison;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What a run's reads were like; thread-safe. */
final class Recording {

  private static final int DIGITS = 3;
  private static final long A_MINUTE_NANOS = 60_000_000_000L;
  private static final long A_DAY_MILLIS = 86_400_000L;

  private final Histogram atOnceNanos = histogram(A_MINUTE_NANOS);
  private final Histogram fetchingNanos = histogram(A_MINUTE_NANOS);
  private final Histogram ageMillis = histogram(A_DAY_MILLIS);
  private final Histogram lateNanos = histogram(A_MINUTE_NANOS);
  private final LongAdder skipped = new LongAdder();

  private static Histogram histogram(long highest) {
    return new ConcurrentHistogram(1, highest, DIGITS);
  }

  private static void record(Histogram histogram, long value) {
    histogram.recordValue(Math.max(1, Math.min(value, histogram.getHighestTrackableValue())));
  }

  /** Notes a read that had its value when it returned. */
  void atOnce(long nanos) {
    record(atOnceNanos, nanos);
  }

  /** Notes a read that waited for its value. */
  void fetched(long nanos) {
    record(fetchingNanos, nanos);
  }

  /** Notes how long before its read a value was computed, by the fast clock. */
  void age(double seconds) {
    record(ageMillis, Math.round(seconds * 1_000));
  }

  /** Notes a read that was due, and for which the machine was too slow. */
  void skipped() {
    skipped.increment();
  }

  /** Notes that a read begins, and by how much later than planned, in real time. */
  void begun(long nanos) {
    record(lateNanos, nanos);
  }

  long values() {
    return atOnceNanos.getTotalCount() + fetchingNanos.getTotalCount();
  }

  /** Returns how many reads began; those without a value have failed. */
  long begun() {
    return lateNanos.getTotalCount();
  }

  long skips() {
    return skipped.sum();
  }

  Percentiles atOnceMicros() {
    return Percentiles.of(atOnceNanos, 1e3);
  }

  Percentiles fetchingMillis() {
    return Percentiles.of(fetchingNanos, 1e6);
  }

  Percentiles ageSeconds() {
    return Percentiles.of(ageMillis, 1e3);
  }

  Percentiles lateMillis() {
    return Percentiles.of(lateNanos, 1e6);
  }
}
