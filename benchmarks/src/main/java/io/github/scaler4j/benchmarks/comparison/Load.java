package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.benchmarks.Triggers;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;

/**
 * The parameters of one run.
 *
 * @param mode how the triggers are read
 * @param scalers how many triggers are read
 * @param acceleration the factor of this run's clock
 * @param warmUp the time before the measurement, by the fast clock
 * @param measured the time of the measurement, by the fast clock
 * @param limit how many requests Datadog allows in a period
 * @param period the rate limit's period, by the fast clock
 * @param latency how long Datadog takes to answer, in real time
 */
record Load(
    ReadMode mode,
    int scalers,
    double acceleration,
    Duration warmUp,
    Duration measured,
    int limit,
    Duration period,
    Duration latency) {

  /** How long a read may take in real time: KEDA's default. */
  static final Duration TIMEOUT = Duration.ofSeconds(3);

  DatadogTrigger trigger(int i) {
    TriggerMetadata.Builder trigger =
        mode == ReadMode.CLUSTER_AGENT ? Triggers.agent(i) : Triggers.api(Triggers.query(i));
    // The fast clock measures the timeout.
    return DatadogTrigger.parse(
        trigger
            .metadata("timeout", Long.toString(fast(TIMEOUT).toMillis()))
            .triggerIndex(i)
            .build());
  }

  /** Converts a time of the fast clock to real time. */
  Duration real(Duration fast) {
    return Duration.ofNanos((long) (fast.toNanos() / acceleration));
  }

  /** Converts a real time to a time of the fast clock. */
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
