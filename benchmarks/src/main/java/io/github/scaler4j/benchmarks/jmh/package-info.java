/**
 * The library's cost compared with the usual alternatives: JMH benchmarks, a cold start, and the
 * table of bars that {@code benchmarks/README.md} explains. Start at {@link
 * io.github.scaler4j.benchmarks.jmh.FullRun}.
 */
@NullMarked
package io.github.scaler4j.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
