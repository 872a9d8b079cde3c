/**
 * What the HorizontalPodAutoscaler needs, and its arithmetic: quantities, the metric's target, and
 * the replica calculation. Pure values and functions.
 */
@NullMarked
package io.github.scaler4j.hpa;

import org.jspecify.annotations.NullMarked;
