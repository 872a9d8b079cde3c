package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.benchmarks.ReadSchedule;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The runs of a comparison.
 *
 * <p>A run's clock goes as fast as keeps two cores from being the limit: the fewer requests a way
 * makes, the faster. What is measured is whole periods of the rate limit.
 *
 * @param rehearsals runs that make the JVM warm, and don't count
 * @param loads the runs that count, by the number of triggers and then by the way
 */
record Plan(List<Load> rehearsals, List<Load> loads) {

  private static final double READS_PER_SECOND =
      1.0 / ReadSchedule.POLL.toSeconds() + 1.0 / ReadSchedule.HPA_SYNC.toSeconds();
  private static final int REHEARSAL_SCALERS = 100;

  static Plan of(Arguments arguments) {
    List<Way> ways = List.of(Way.values());
    return new Plan(
        ways.stream()
            .map(way -> load(arguments, way, REHEARSAL_SCALERS, Duration.ZERO, ReadSchedule.POLL))
            .toList(),
        arguments.scalers().stream()
            .flatMap(scalers -> ways.stream().map(way -> load(arguments, way, scalers)))
            .toList());
  }

  private static Load load(Arguments arguments, Way way, int scalers) {
    double realSeconds = arguments.quick() ? 2 : 9;
    double periods =
        realSeconds * acceleration(arguments, way, scalers) / arguments.period().toSeconds();
    // The first round is under way for one poll; without a cache there is none.
    Duration warmUp = way == Way.NAIVE ? Duration.ofSeconds(10) : ReadSchedule.POLL;
    Duration measured = arguments.period().multipliedBy(Math.max(1, Math.round(periods)));
    return load(arguments, way, scalers, warmUp, measured);
  }

  private static Load load(
      Arguments arguments, Way way, int scalers, Duration warmUp, Duration measured) {
    return new Load(
        way,
        scalers,
        acceleration(arguments, way, scalers),
        warmUp,
        measured,
        arguments.limit(),
        arguments.period(),
        arguments.latency());
  }

  private static double acceleration(Arguments arguments, Way way, int scalers) {
    double fastest = arguments.quick() ? 30 : 20;
    return Math.max(1, Math.min(fastest, mostReads(way) / (scalers * READS_PER_SECOND)));
  }

  /** Returns how many reads per real second leave two cores room; a naive one is two requests. */
  private static double mostReads(Way way) {
    return switch (way) {
      case NAIVE -> 1_000;
      case CLUSTER_AGENT -> 2_000;
      case API -> 4_000;
    };
  }

  /** Returns how long all runs take in real time, without what lies between them. */
  Duration realLength() {
    return Stream.concat(rehearsals.stream(), loads.stream())
        .map(Load::realLength)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
