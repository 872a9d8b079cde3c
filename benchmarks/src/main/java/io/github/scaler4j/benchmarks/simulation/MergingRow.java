package io.github.scaler4j.benchmarks.simulation;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The results of a day with merging.
 *
 * @param scene its name
 * @param way whether and how queries were merged
 * @param triggers how many were read
 * @param limitPerHour Datadog's rate limit
 * @param reads how many reads there were
 * @param failedReads how many gave no value
 * @param requests how many requests were sent
 * @param http429 how many of them were answered 429
 * @param triggersPerRequest how many triggers a request served on average
 * @param medianAgeSeconds the median age of a value at its read, once settled
 * @param worstAgeSeconds the worst one
 * @param wrongValues how many values were not the single query's
 * @param proven for how many triggers merged answers were used at the end
 * @param differences how often a merged answer was not what it should be
 * @param noticedSeconds how long after its beginning a late oddity was noticed; -1 if it never was,
 *     or if there was none
 * @param wrongUntilSeconds how long after its beginning a wrong value was last read; -1 if none was
 * @param auditRoundSeconds how long it takes to audit each merged query once; -1 if nothing began
 *     later
 */
record MergingRow(
    String scene,
    String way,
    int triggers,
    int limitPerHour,
    long reads,
    long failedReads,
    long requests,
    long http429,
    double triggersPerRequest,
    double medianAgeSeconds,
    double worstAgeSeconds,
    long wrongValues,
    long proven,
    long differences,
    double noticedSeconds,
    double wrongUntilSeconds,
    double auditRoundSeconds) {

  /** Whether an oddity began once all queries were proven. */
  @JsonIgnore
  boolean isLate() {
    return auditRoundSeconds >= 0;
  }
}
