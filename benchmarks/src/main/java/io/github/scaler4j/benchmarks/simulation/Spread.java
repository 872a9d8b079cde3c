package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.fixtures.DatadogTraffic;
import java.time.Duration;
import java.time.Instant;

/**
 * How evenly the requests are spread, measured over the hours of the rate limit, the first one and
 * those with trouble in them left out.
 *
 * @param mostPerHour the most requests in an hour
 * @param lastTenth requests in the last tenth of an hour beside the mean tenth, averaged over the
 *     hours
 * @param lowestLastTenth the same of the worst hour
 * @param mostPerMinute the most requests in a minute
 */
record Spread(long mostPerHour, double lastTenth, double lowestLastTenth, long mostPerMinute) {

  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  static Spread of(DatadogTraffic traffic, Scene scene) {
    long mostPerHour = 0;
    long mostPerMinute = 0;
    double sum = 0;
    double lowest = Double.MAX_VALUE;
    int hours = 0;
    for (int hour = 1; hour < 24; hour++) {
      Instant begin = MIDNIGHT.plus(HOUR.multipliedBy(hour));
      Instant end = begin.plus(HOUR);
      long inHour = traffic.requestsBetween(begin, end);
      mostPerHour = Math.max(mostPerHour, inHour);
      for (Instant m = begin; m.isBefore(end); m = m.plusSeconds(60)) {
        mostPerMinute = Math.max(mostPerMinute, traffic.requestsBetween(m, m.plusSeconds(60)));
      }
      boolean trouble =
          hour == 12
              && (scene.kind() == Scene.Kind.LIMIT_HALVES || scene.kind() == Scene.Kind.OUTAGE);
      if (!trouble && inHour > 0) {
        long last = traffic.requestsBetween(end.minus(HOUR.dividedBy(10)), end);
        double share = last / (inHour / 10.0);
        sum += share;
        lowest = Math.min(lowest, share);
        hours++;
      }
    }
    return new Spread(mostPerHour, sum / hours, lowest, mostPerMinute);
  }
}
