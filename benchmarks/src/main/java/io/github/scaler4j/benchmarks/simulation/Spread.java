package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.fixtures.DatadogTraffic;
import java.time.Duration;
import java.time.Instant;

/**
 * How evenly the requests of a day are spread over the hours of the rate limit.
 *
 * @param mostOfShare the most requests of an hour, relative to the share of that hour's limit
 * @param meanLastTenth requests in the last tenth of an hour, relative to that hour's mean tenth:
 *     the mean of the hours without an outage or a change of the limit
 * @param lowestLastTenth the lowest of these
 * @param mostPerMinute the most requests in any 60 seconds after the time of the outage
 */
record Spread(
    double mostOfShare, double meanLastTenth, double lowestLastTenth, long mostPerMinute) {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  static Spread of(DatadogTraffic traffic, Scene scene) {
    double mostOfShare = 0;
    double sum = 0;
    double lowest = Double.MAX_VALUE;
    int hours = 0;
    for (int hour = 0; hour < scene.hours(); hour++) {
      Instant begin = Fleet.MIDNIGHT.plus(HOUR.multipliedBy(hour));
      Instant end = begin.plus(HOUR);
      double inHour = traffic.requestsBetween(begin, end);
      int limit = scene.limitAt(HOUR.multipliedBy(hour + 1L).toNanos() - 1);
      mostOfShare = Math.max(mostOfShare, inHour / (Scene.SHARE * limit));
      if (!scene.hasTroubleIn(hour)) {
        double lastTenth =
            traffic.requestsBetween(end.minus(HOUR.dividedBy(10)), end) * 10 / inHour;
        sum += lastTenth;
        lowest = Math.min(lowest, lastTenth);
        hours++;
      }
    }
    return new Spread(mostOfShare, sum / hours, lowest, mostPerMinute(traffic, scene));
  }

  private static long mostPerMinute(DatadogTraffic traffic, Scene scene) {
    long most = 0;
    Instant last = Fleet.MIDNIGHT.plus(scene.length()).minus(MINUTE);
    Instant begin = Fleet.MIDNIGHT.plus(scene.outageEnd());
    for (; !begin.isAfter(last); begin = begin.plusSeconds(1)) {
      most = Math.max(most, traffic.requestsBetween(begin, begin.plus(MINUTE)));
    }
    return most;
  }
}
