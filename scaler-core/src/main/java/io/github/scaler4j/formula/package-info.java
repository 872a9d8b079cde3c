/**
 * Formulas of KEDA's {@code scalingModifiers}, which combine several triggers into one metric. They
 * are parsed and evaluated here with double-precision numbers. No code is ever run.
 */
@NullMarked
package io.github.scaler4j.formula;

import org.jspecify.annotations.NullMarked;
