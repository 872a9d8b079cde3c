package io.github.scaler4j.benchmarks.simulation;

import java.util.List;

/**
 * The result of one scene.
 *
 * @param scene the scene's title
 * @param way one of {@link #WAYS}
 * @param triggers how many triggers were read
 * @param limitPerHour Datadog's rate limit at midnight
 * @param reads how often a trigger was read
 * @param failedReads how many of these ended in an exception, including the first round
 * @param requests HTTP requests to Datadog
 * @param http429 how many of these were refused with 429
 * @param batchFill queries per request, of 35; after the first round
 * @param boundSeconds the larger of the freshness and one round at the pace
 * @param medianAgeSeconds the median age of the values when they were read, after the first round
 * @param worstAgeSeconds the highest such age
 */
record Row(
    String scene,
    String way,
    int triggers,
    int limitPerHour,
    long reads,
    long failedReads,
    long requests,
    long http429,
    double batchFill,
    double boundSeconds,
    double medianAgeSeconds,
    double worstAgeSeconds) {

  static final String NAIVE = "naive-2.20";
  static final String NAIVE_WITHOUT_POLLS = "naive-8031";
  static final String SINGLE_FLIGHT = "single-flight";
  static final String OURS = "scaler4j";

  static final List<String> WAYS = List.of(NAIVE, NAIVE_WITHOUT_POLLS, SINGLE_FLIGHT, OURS);

  static Row of(
      Scene scene,
      String way,
      long reads,
      long failedReads,
      long requests,
      long http429,
      double batchFill,
      Ages ages) {
    return new Row(
        scene.kind().title,
        way,
        scene.triggers(),
        scene.limitPerHour(),
        reads,
        failedReads,
        requests,
        http429,
        rounded(batchFill, 1e4),
        rounded(scene.boundSeconds(), 1e2),
        rounded(ages.median(), 1e2),
        rounded(ages.worst(), 1e2));
  }

  private static double rounded(double value, double scale) {
    return Math.round(value * scale) / scale;
  }

  boolean isOf(Scene scene, String way) {
    return this.scene.equals(scene.kind().title)
        && this.way.equals(way)
        && triggers == scene.triggers()
        && limitPerHour == scene.limitPerHour();
  }
}
