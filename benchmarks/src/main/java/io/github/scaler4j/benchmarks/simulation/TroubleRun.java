package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.ReadSchedule;
import java.time.Instant;
import java.util.Optional;

/** The hours of a {@link Trouble}. */
final class TroubleRun {

  private static final long SEED = 20260101;

  private final Trouble trouble;
  private final Fleet fleet;
  private final Round firstRound;
  private final Ages ages = new Ages();
  private long reads;
  private long failedReads;
  private long failedLater;

  private TroubleRun(Trouble trouble) {
    this.trouble = trouble;
    this.fleet = new Fleet(1, trouble.triggers, trouble.staleFor(), SEED);
    this.firstRound = new Round(trouble.triggers, trouble::isBad);
  }

  static TroubleRow run(Trouble trouble) {
    return new TroubleRun(trouble).run();
  }

  private TroubleRow run() {
    trouble.begin(fleet);
    fleet.read(
        ReadSchedule.random(trouble.triggers, SEED),
        trouble.length,
        (trigger, fetchedAt) -> {
          if (!trouble.isBad(trigger)) {
            count(trigger, fetchedAt);
          }
        });
    return new TroubleRow(
        trouble.title,
        trouble.triggers,
        trouble.limitPerHour,
        trouble.length.toHours(),
        reads,
        failedReads,
        failedLater,
        fleet.api().traffic().requests(),
        fleet.api().traffic().answers(429),
        rounded(firstValuesSeconds()),
        rounded(trouble.boundSeconds()),
        rounded(ages.median()),
        rounded(ages.worst()),
        fleet.readings());
  }

  private void count(int trigger, Optional<Instant> fetchedAt) {
    reads++;
    if (fetchedAt.isEmpty()) {
      failedReads++;
      failedLater += firstRound.isComplete() ? 1 : 0;
    } else if (firstRound.isComplete()) {
      ages.add(Fleet.nanos(fetchedAt.get(), fleet.now()) / 1e9);
    } else {
      firstRound.complete(trigger, fetchedAt.get());
    }
  }

  private double firstValuesSeconds() {
    if (!firstRound.isComplete()) {
      throw new IllegalStateException(trouble.title + ": some never had a value");
    }
    return Fleet.nanos(Fleet.MIDNIGHT, firstRound.last()) / 1e9;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1e2) / 1e2;
  }
}
