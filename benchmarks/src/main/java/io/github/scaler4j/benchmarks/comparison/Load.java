package io.github.scaler4j.benchmarks.comparison;

import java.time.Duration;

/**
 * What one run does.
 *
 * @param way how the metrics are read
 * @param scalers how many triggers are read
 * @param acceleration how many times faster than the machine's the clock of this run goes
 * @param warmUp how long, by the fast clock, before the measurement begins
 * @param measured how long, by the fast clock, is measured
 * @param limit how many requests Datadog allows in a period
 * @param period the rate limit's period, by the fast clock
 * @param latency how long Datadog takes for an answer, in real time
 */
record Load(
    Way way,
    int scalers,
    double acceleration,
    Duration warmUp,
    Duration measured,
    int limit,
    Duration period,
    Duration latency) {

  /** Every how often KEDA's poll loop reads a trigger, by default. */
  static final Duration POLL = Duration.ofSeconds(30);

  /** Every how often the HorizontalPodAutoscaler reads a trigger, by default. */
  static final Duration HPA_SYNC = Duration.ofSeconds(15);

  /** How long a read may take in real time: KEDA's default. */
  static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** Turns a time by the fast clock into a real one. */
  Duration real(Duration fast) {
    return Duration.ofNanos((long) (fast.toNanos() / acceleration));
  }

  /** Turns a real time into one by the fast clock. */
  Duration fast(Duration real) {
    return Duration.ofNanos((long) (real.toNanos() * acceleration));
  }

  Duration realLength() {
    return real(warmUp.plus(measured));
  }

  double measuredHours() {
    return measured.toNanos() / 3.6e12;
  }
}
