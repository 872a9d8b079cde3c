package io.github.scaler4j.benchmarks.comparison;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
      1.0 / Load.POLL.toSeconds() + 1.0 / Load.HPA_SYNC.toSeconds();
  private static final int REHEARSAL_SCALERS = 100;

  static Plan of(Arguments arguments) {
    List<Load> loads = new ArrayList<>();
    for (int scalers : arguments.scalers()) {
      for (Way way : Way.values()) {
        loads.add(load(arguments, way, scalers));
      }
    }
    List<Load> rehearsals = new ArrayList<>();
    for (Way way : Way.values()) {
      Load load = load(arguments, way, REHEARSAL_SCALERS);
      rehearsals.add(
          new Load(
              way,
              load.scalers(),
              load.acceleration(),
              Duration.ZERO,
              Load.POLL,
              load.limit(),
              load.period(),
              load.latency()));
    }
    return new Plan(rehearsals, loads);
  }

  private static Load load(Arguments arguments, Way way, int scalers) {
    double fastest = arguments.quick() ? 30 : 20;
    double acceleration =
        Math.max(1, Math.min(fastest, mostReads(way) / (scalers * READS_PER_SECOND)));
    double realSeconds = arguments.quick() ? 2 : 9;
    double periods = realSeconds * acceleration / arguments.period().toSeconds();
    return new Load(
        way,
        scalers,
        acceleration,
        // The first round is under way for one poll; without a cache there is none.
        way == Way.NAIVE ? Duration.ofSeconds(10) : Load.POLL,
        arguments.period().multipliedBy(Math.max(1, Math.round(periods))),
        arguments.limit(),
        arguments.period(),
        arguments.latency());
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
    Duration length = Duration.ZERO;
    for (Load load : rehearsals) {
      length = length.plus(load.realLength());
    }
    for (Load load : loads) {
      length = length.plus(load.realLength());
    }
    return length;
  }
}
