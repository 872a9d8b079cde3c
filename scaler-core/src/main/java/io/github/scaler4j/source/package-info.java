/**
 * The seam between a scaler and where its metric comes from: {@link
 * io.github.scaler4j.source.MetricSource}, what a fetch gives, and how sources are found.
 */
@NullMarked
package io.github.scaler4j.source;

import org.jspecify.annotations.NullMarked;
