package io.github.scaler4j.benchmarks.simulation;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What came of one scene in one way.
 *
 * @param scene the scene's title
 * @param way {@code naive}, {@code single-flight} or {@code scaler4j}
 * @param triggers how many triggers were read
 * @param limitPerHour Datadog's rate limit at the start
 * @param reads how often a trigger was read
 * @param failedReads how many of these ended in an exception, the first round included
 * @param requests HTTP requests that reached Datadog
 * @param http429 how many of these were refused with 429
 * @param batchFill queries per request, of 35; after the first round
 * @param boundSeconds the larger of the freshness and one round at the pace
 * @param medianAgeSeconds median age of the values at the moment of their reads, after the first
 *     round
 * @param worstAgeSeconds the highest such age
 */
@JsonPropertyOrder(alphabetic = false)
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

  String key() {
    return scene + " " + way + " " + triggers + "@" + limitPerHour;
  }
}
