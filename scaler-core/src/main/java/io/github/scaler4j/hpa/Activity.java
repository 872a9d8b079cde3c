package io.github.scaler4j.hpa;

/**
 * What one poll says of a {@code ScaledObject} as a whole.
 *
 * @param active whether a trigger is active or in fallback; with a formula, whether its result
 *     exceeds the activation target
 * @param failed whether a trigger could not be read and no fallback stood in for it
 */
public record Activity(boolean active, boolean failed) {}
