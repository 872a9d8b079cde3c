/** Code that the three programs share: bars, tables, reports, progress, percentiles, processes. */
@NullMarked
package io.github.scaler4j.benchmarks;

import org.jspecify.annotations.NullMarked;
