package io.github.scaler4j.benchmarks.simulation;

/**
 * The results of some hours of a fleet of which a tenth is near a boundary.
 *
 * @param way whether and how queries were merged
 * @param triggers how many were read
 * @param limitPerHour Datadog's rate limit
 * @param thresholdKnown whether the library knew the boundary
 * @param requests how many requests were sent
 * @param http429 how many of them were answered 429
 * @param failedReads how many reads gave no value
 * @param medianAgeSeconds the median age of a value at its read
 * @param worstAgeSeconds the worst one
 * @param nearMedianAgeSeconds the median age of a value that is near
 * @param nearWorstAgeSeconds the worst one
 * @param crossings how often a value crossed its boundary
 * @param meanDelaySeconds how long it took on average until a read showed the crossing
 * @param worstDelaySeconds the longest time that it took
 */
record WorthRow(
    String way,
    int triggers,
    int limitPerHour,
    boolean thresholdKnown,
    long requests,
    long http429,
    long failedReads,
    double medianAgeSeconds,
    double worstAgeSeconds,
    double nearMedianAgeSeconds,
    double nearWorstAgeSeconds,
    long crossings,
    double meanDelaySeconds,
    double worstDelaySeconds) {}
