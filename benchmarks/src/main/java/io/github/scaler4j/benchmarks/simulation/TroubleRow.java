package io.github.scaler4j.benchmarks.simulation;

/**
 * The result of a {@link Trouble}. All values but the requests are those of the healthy triggers.
 *
 * @param trouble its title
 * @param triggers how many triggers were read, including those in trouble
 * @param limitPerHour Datadog's rate limit
 * @param hours how long they were read
 * @param reads how often a healthy trigger was read
 * @param failedReads how many of these ended in an exception
 * @param failedLater how many of these after each trigger had had a value
 * @param requests HTTP requests to Datadog
 * @param http429 how many of these were refused with 429
 * @param firstValuesSeconds how long it took until each trigger had a value
 * @param boundSeconds the larger of the freshness and one round at the pace
 * @param medianAgeSeconds the median age of the values when they were read, after that
 * @param worstAgeSeconds the highest such age
 * @param readings a checksum of each read's trigger, moment and result
 */
record TroubleRow(
    String trouble,
    int triggers,
    int limitPerHour,
    long hours,
    long reads,
    long failedReads,
    long failedLater,
    long requests,
    long http429,
    double firstValuesSeconds,
    double boundSeconds,
    double medianAgeSeconds,
    double worstAgeSeconds,
    String readings)
    implements SmallRow {}
