package io.github.scaler4j.hpa;

/**
 * The result of one poll for a {@code ScaledObject} as a whole.
 *
 * @param active whether a trigger is active or in fallback; with a formula, whether its result
 *     exceeds the activation target
 * @param failed whether a trigger could not be read and had no fallback
 */
public record Activity(boolean active, boolean failed) {

  /** Creates the result of a poll. */
  public static Activity of(boolean active, boolean failed) {
    return new Activity(active, failed);
  }
}
