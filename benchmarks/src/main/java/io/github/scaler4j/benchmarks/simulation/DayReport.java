package io.github.scaler4j.benchmarks.simulation;

/**
 * A day of this library.
 *
 * @param row what every way has
 * @param spread how evenly its requests were spread
 * @param recoverySeconds after the scene's outage, or noon and twenty minutes in a scene without
 *     one: how long until every trigger was read with a value fetched since
 */
record DayReport(Row row, Spread spread, double recoverySeconds) {}
