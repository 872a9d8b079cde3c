/**
 * Formulas of KEDA's {@code scalingModifiers}: one metric from those of several triggers. Parsed
 * and calculated here, on double-precision numbers; no code is ever run.
 */
@NullMarked
package io.github.scaler4j.formula;

import org.jspecify.annotations.NullMarked;
