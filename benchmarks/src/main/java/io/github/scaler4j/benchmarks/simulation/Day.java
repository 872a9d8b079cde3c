package io.github.scaler4j.benchmarks.simulation;

/**
 * A day of this library.
 *
 * @param row what each way has
 * @param spread how evenly its requests were spread
 * @param recoverySeconds how long after the outage the last trigger's value was fetched anew; in a
 *     scene without an outage, the same from that moment on
 * @param worstLeftOutSeconds the highest age among the reads that the row leaves out, but for those
 *     of the first round
 * @param readings a checksum of each read's trigger, moment and result: it changes with any
 *     decision
 */
record Day(
    Row row, Spread spread, double recoverySeconds, double worstLeftOutSeconds, String readings)
    implements SmallRow {}
