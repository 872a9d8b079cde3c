/**
 * What can go wrong, as one sealed family of unchecked exceptions.
 *
 * <p>Start at {@link io.github.scaler4j.error.ScalerException}. "No data" is a value until a fill
 * is missing; faults are exceptions. No message holds a key or a token.
 */
@NullMarked
package io.github.scaler4j.error;

import org.jspecify.annotations.NullMarked;
