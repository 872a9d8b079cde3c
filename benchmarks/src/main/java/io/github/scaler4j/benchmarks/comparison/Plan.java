package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.benchmarks.ReadSchedule;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The runs of a comparison.
 *
 * <p>A run's clock is as fast as two cores allow: the fewer requests a mode makes, the faster. Each
 * run measures whole periods of the rate limit.
 *
 * @param rehearsals runs that warm up the JVM and don't count
 * @param loads the runs that count, by the number of triggers and then by the mode
 */
record Plan(List<Load> rehearsals, List<Load> loads) {

  private static final double READS_PER_SECOND =
      1.0 / ReadSchedule.POLL.toSeconds() + 1.0 / ReadSchedule.HPA_SYNC.toSeconds();
  private static final int REHEARSAL_SCALERS = 100;

  static Plan of(Arguments arguments) {
    List<ReadMode> modes = List.of(ReadMode.values());
    return new Plan(
        modes.stream()
            .map(mode -> load(arguments, mode, REHEARSAL_SCALERS, Duration.ZERO, ReadSchedule.POLL))
            .toList(),
        arguments.scalers().stream()
            .flatMap(scalers -> modes.stream().map(mode -> load(arguments, mode, scalers)))
            .toList());
  }

  private static Load load(Arguments arguments, ReadMode mode, int scalers) {
    double realSeconds = arguments.quick() ? 2 : 9;
    double periods =
        realSeconds * acceleration(arguments, mode, scalers) / arguments.period().toSeconds();
    // The first round takes one poll period; without a cache no first round is needed.
    Duration warmUp = mode == ReadMode.NAIVE ? Duration.ofSeconds(10) : ReadSchedule.POLL;
    Duration measured = arguments.period().multipliedBy(Math.max(1, Math.round(periods)));
    return load(arguments, mode, scalers, warmUp, measured);
  }

  private static Load load(
      Arguments arguments, ReadMode mode, int scalers, Duration warmUp, Duration measured) {
    return new Load(
        mode,
        scalers,
        acceleration(arguments, mode, scalers),
        warmUp,
        measured,
        arguments.limit(),
        arguments.period(),
        arguments.latency());
  }

  private static double acceleration(Arguments arguments, ReadMode mode, int scalers) {
    double fastest = arguments.quick() ? 30 : 20;
    return Math.max(1, Math.min(fastest, mostReads(mode) / (scalers * READS_PER_SECOND)));
  }

  /** Returns how many reads per real second two cores can handle; a naive read is two requests. */
  private static double mostReads(ReadMode mode) {
    return switch (mode) {
      case NAIVE -> 1_000;
      case CLUSTER_AGENT -> 2_000;
      case API -> 4_000;
    };
  }

  /** Returns how long all runs take in real time, without the pauses between them. */
  Duration realLength() {
    return Stream.concat(rehearsals.stream(), loads.stream())
        .map(Load::realLength)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
