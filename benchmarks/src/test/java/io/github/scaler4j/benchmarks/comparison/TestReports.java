package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.benchmarks.Percentiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reports to print and to write. */
final class TestReports {

  private static final Percentiles SOME = new Percentiles(1_200, 1.5, 20, 30, 31.25);
  private static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0);

  private TestReports() {}

  static ComparisonReport report(int... sizes) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int scalers : sizes) {
      outcomes.add(outcome(ReadMode.NAIVE, scalers, 360.0 * scalers, 300, 900, 0));
      outcomes.add(outcome(ReadMode.API, scalers, 6.0 * scalers, 1_200, 0, 0));
      outcomes.add(outcome(ReadMode.CLUSTER_AGENT, scalers, 3.0 * scalers, 1_200, 0, 0));
    }
    return new ComparisonReport(
        Instant.parse("2026-01-02T03:04:05Z"),
        false,
        1_600,
        60,
        25,
        new Machine("a </script><b>processor", 2, 24, "an OS", "a JVM", 0.25),
        outcomes,
        List.of(
            new HeapRow(
                ReadMode.API,
                "distinct",
                100_000,
                1_050.5,
                175.5,
                2_048,
                Map.of("[B", 130.0, "X", 9.0))));
  }

  static Outcome outcome(
      ReadMode mode, int scalers, double requests, long values, long failed, long skipped) {
    Percentiles atOnce = mode == ReadMode.NAIVE ? NONE : SOME;
    return new Outcome(
        mode, scalers, 20, 0.05, values, failed, skipped, requests, 0, 1, 0, SOME, atOnce, SOME,
        12.5, 2_048, SOME);
  }
}
