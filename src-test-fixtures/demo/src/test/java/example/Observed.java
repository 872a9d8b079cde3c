package example;

import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.metrics.ScalerMetrics;
import io.github.scaler4j.source.HostStatus;
import io.github.scaler4j.source.LimitAdvice;
import io.micrometer.core.instrument.MeterRegistry;

final class Observed {
  private final DatadogScalers scalers;

  Observed(DatadogScalers scalers, MeterRegistry registry) {
    this.scalers = scalers;
    ScalerMetrics.of(scalers).bindTo(registry);
  }

  /** Serves {@code /readyz}. */
  boolean ready() {
    return scalers.health().ready();
  }

  /**
   * Explains whether each rate limit is enough, and if not, gives the text of a request for a
   * higher one.
   */
  String advice() {
    StringBuilder advice = new StringBuilder();
    for (HostStatus host : scalers.statistics().hosts()) {
      host.advice().map(LimitAdvice::explain).ifPresent(advice::append);
    }
    return advice.toString();
  }
}
