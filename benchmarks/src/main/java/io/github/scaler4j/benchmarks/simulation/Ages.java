package io.github.scaler4j.benchmarks.simulation;

import java.util.Arrays;

/** Counts ages in steps of 50 ms; a day has far too many reads to keep them. */
final class Ages {

  private static final double STEP_SECONDS = 0.05;

  private int[] counts = new int[1024];
  private long total;
  private double worst;

  void add(double seconds) {
    int step = (int) Math.max(0, seconds / STEP_SECONDS);
    if (step >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(step + 1, counts.length * 2));
    }
    counts[step]++;
    total++;
    worst = Math.max(worst, seconds);
  }

  double median() {
    long half = (total + 1) / 2;
    for (int step = 0; step < counts.length; step++) {
      half -= counts[step];
      if (half <= 0) {
        return step * STEP_SECONDS;
      }
    }
    return 0;
  }

  double worst() {
    return worst;
  }
}
