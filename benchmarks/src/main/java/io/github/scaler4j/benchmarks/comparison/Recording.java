package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.benchmarks.Percentiles;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Records the reads of a run; thread-safe. */
final class Recording {

  private static final int DIGITS = 3;
  private static final long A_DAY_NANOS = 86_400_000_000_000L;

  private final Histogram atOnceNanos = new ConcurrentHistogram(A_DAY_NANOS, DIGITS);
  private final Histogram fetchingNanos = new ConcurrentHistogram(A_DAY_NANOS, DIGITS);
  private final Histogram ageMillis = new ConcurrentHistogram(A_DAY_NANOS, DIGITS);
  private final Histogram lateNanos = new ConcurrentHistogram(A_DAY_NANOS, DIGITS);
  private final LongAdder skipped = new LongAdder();

  /** Records a read that was due but for which the machine was too slow. */
  void skip() {
    skipped.increment();
  }

  /** Records that a read begins, and how much later than planned in real time. */
  void begin(long lateByNanos) {
    lateNanos.recordValue(Math.max(0, lateByNanos));
  }

  /** Records a value that was available at once or was waited for. */
  void complete(boolean atOnce, long nanos) {
    (atOnce ? atOnceNanos : fetchingNanos).recordValue(nanos);
  }

  /** Records how long before its read a value was computed, by the fast clock. */
  void age(double seconds) {
    ageMillis.recordValue(Math.max(1, Math.round(seconds * 1_000)));
  }

  long values() {
    return atOnceNanos.getTotalCount() + fetchingNanos.getTotalCount();
  }

  /** Returns how many reads began; those without a value have failed. */
  long begun() {
    return lateNanos.getTotalCount();
  }

  long skipped() {
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
