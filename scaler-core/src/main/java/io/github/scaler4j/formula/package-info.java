/**
 * Formulas of KEDA's {@code scalingModifiers}, which combine several triggers into one metric.
 * Parsed and evaluated here, on double-precision numbers; no code is ever run.
 */
@NullMarked
package io.github.scaler4j.formula;

import org.jspecify.annotations.NullMarked;
