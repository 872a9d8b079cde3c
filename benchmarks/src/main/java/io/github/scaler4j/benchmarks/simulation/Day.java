package io.github.scaler4j.benchmarks.simulation;

/**
 * A day of this library.
 *
 * @param row the results that each way has
 * @param spread how evenly the requests were spread
 * @param recoverySeconds how long after the outage the last trigger got a new value; in a scene
 *     without an outage, counted from the same moment
 * @param worstLeftOutSeconds the highest age among the reads that the row ignores, except those of
 *     the first round
 * @param readings a checksum of each read's trigger, moment and result, which changes with any
 *     decision
 */
record Day(
    Row row, Spread spread, double recoverySeconds, double worstLeftOutSeconds, String readings)
    implements SmallRow {}
