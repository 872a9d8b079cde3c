/**
 * A day of an autoscaler's reads in virtual time, against a Datadog that enforces its rate limit:
 * KEDA's way, with single flight only, and with this library. Start at {@link
 * io.github.scaler4j.benchmarks.simulation.Simulation}.
 */
@NullMarked
package io.github.scaler4j.benchmarks.simulation;

import org.jspecify.annotations.NullMarked;
