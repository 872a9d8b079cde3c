package io.github.scaler4j.manifest;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a {@code ScaledObject} asks for while a trigger fails: its {@code fallback}.
 *
 * <p>Mirrors {@code pkg/fallback/fallback.go}.
 *
 * @param failureThreshold how many failures in a row are borne; with one more the fallback holds
 * @param replicas the number of replicas to fall back to
 * @param behavior how {@code replicas} and the current number become the one to use
 */
public record Fallback(int failureThreshold, int replicas, Behavior behavior) {

  /**
   * Makes the fallback.
   *
   * @throws NullPointerException if {@code behavior} is null
   * @throws IllegalArgumentException if a number is negative
   */
  public Fallback {
    requireNonNull(behavior, "behavior");
    if (failureThreshold < 0 || replicas < 0) {
      throw new IllegalArgumentException(
          "failureThreshold " + failureThreshold + " or replicas " + replicas + " is negative");
    }
  }

  /** How the number of replicas is found. */
  public enum Behavior {
    /** The given number. */
    STATIC("static"),
    /** The number there is now. */
    CURRENT_REPLICAS("currentReplicas"),
    /** The number there is now, if it is higher than the given one, else the given one. */
    CURRENT_REPLICAS_IF_HIGHER("currentReplicasIfHigher"),
    /** The number there is now, if it is lower than the given one, else the given one. */
    CURRENT_REPLICAS_IF_LOWER("currentReplicasIfLower"),
    /** What the formula of {@code scalingModifiers} makes of a missing metric. */
    SCALING_MODIFIERS("scalingModifiers");

    private final String word;

    Behavior(String word) {
      this.word = word;
    }

    static Optional<Behavior> of(String word) {
      return Arrays.stream(values()).filter(behavior -> behavior.word.equals(word)).findFirst();
    }

    /**
     * Returns KEDA's word.
     *
     * @return for example {@code currentReplicasIfHigher}
     */
    @Override
    public String toString() {
      return word;
    }
  }
}
