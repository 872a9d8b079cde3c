package io.github.scaler4j.hpa;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a {@code ScaledObject} that pause its scaling or force it to be active.
 *
 * <p>Immutable. Names and rules are those of KEDA's {@code
 * apis/keda/v1alpha1/scaledobject_types.go}: a flag is set unless its value is one of Go's words
 * for false ({@code 0}, {@code f}, {@code F}, {@code false}, {@code False}, {@code FALSE}).
 */
public final class ScaleAnnotations {

  /** Stops all scaling: {@value}. */
  public static final String PAUSED = "autoscaling.keda.sh/paused";

  /** Stops all scaling at a number of replicas: {@value}. */
  public static final String PAUSED_REPLICAS = "autoscaling.keda.sh/paused-replicas";

  /** Stops scaling to fewer replicas: {@value}. */
  public static final String PAUSED_SCALE_IN = "autoscaling.keda.sh/paused-scale-in";

  /** Stops scaling to more replicas: {@value}. */
  public static final String PAUSED_SCALE_OUT = "autoscaling.keda.sh/paused-scale-out";

  /** Keeps the workload active whatever its triggers say: {@value}. */
  public static final String FORCE_ACTIVATION = "autoscaling.keda.sh/force-activation";

  private static final Set<String> FALSE_IN_GO = Set.of("0", "f", "F", "false", "False", "FALSE");
  private static final ScaleAnnotations NONE = new ScaleAnnotations(Map.of());

  private final boolean paused;
  private final OptionalInt pausedReplicas;
  private final boolean scaleInPaused;
  private final boolean scaleOutPaused;
  private final boolean activationForced;

  private ScaleAnnotations(Map<String, String> annotations) {
    this.pausedReplicas = count(annotations.get(PAUSED_REPLICAS));
    this.paused = pausedReplicas.isPresent() || flag(annotations, PAUSED);
    this.scaleInPaused = flag(annotations, PAUSED_SCALE_IN);
    this.scaleOutPaused = flag(annotations, PAUSED_SCALE_OUT);
    this.activationForced = flag(annotations, FORCE_ACTIVATION);
  }

  /**
   * Returns what the absence of all annotations means.
   *
   * @return nothing is paused or forced
   */
  public static ScaleAnnotations none() {
    return NONE;
  }

  /**
   * Reads an object's annotations.
   *
   * @param annotations {@code metadata.annotations}; others are ignored
   * @return what they mean
   * @throws IllegalArgumentException if {@value #PAUSED_REPLICAS} is not a whole number of 0 or
   *     more; KEDA pauses the object but fails to set the replicas
   */
  public static ScaleAnnotations of(Map<String, String> annotations) {
    return new ScaleAnnotations(annotations);
  }

  private static boolean flag(Map<String, String> annotations, String name) {
    String value = annotations.get(name);
    return value != null && !FALSE_IN_GO.contains(value);
  }

  private static OptionalInt count(@Nullable String text) {
    if (text == null) {
      return OptionalInt.empty();
    }
    try {
      int count = Integer.parseInt(text);
      if (count >= 0) {
        return OptionalInt.of(count);
      }
    } catch (NumberFormatException e) {
      // Reported below, with the name.
    }
    throw new IllegalArgumentException(
        PAUSED_REPLICAS + ": must be a whole number of 0 or more, got \"" + text + "\"");
  }

  /**
   * Returns whether all scaling is paused.
   *
   * @return true for {@link #PAUSED} and for {@link #PAUSED_REPLICAS}
   */
  public boolean paused() {
    return paused;
  }

  /**
   * Returns the replicas to hold while the object is paused.
   *
   * @return empty to keep the current number
   */
  public OptionalInt pausedReplicas() {
    return pausedReplicas;
  }

  /**
   * Returns whether scaling in is paused.
   *
   * @return true for {@link #PAUSED_SCALE_IN}
   */
  public boolean scaleInPaused() {
    return scaleInPaused;
  }

  /**
   * Returns whether scaling out is paused.
   *
   * @return true for {@link #PAUSED_SCALE_OUT}
   */
  public boolean scaleOutPaused() {
    return scaleOutPaused;
  }

  /**
   * Returns whether the workload counts as active whatever its triggers say.
   *
   * @return true for {@link #FORCE_ACTIVATION}
   */
  public boolean activationForced() {
    return activationForced;
  }

  /** Returns a {@code behavior} whose paused directions are disabled; empty for none at all. */
  Optional<HpaBehavior> pause(Optional<HpaBehavior> behavior) {
    Optional<HpaBehavior> result = behavior;
    if (scaleInPaused()) {
      HpaBehavior current = result.orElse(HpaBehavior.defaults());
      result = Optional.of(current.withScaleDown(disabled(current.scaleDown())));
    }
    if (scaleOutPaused()) {
      HpaBehavior current = result.orElse(HpaBehavior.defaults());
      result = Optional.of(current.withScaleUp(disabled(current.scaleUp())));
    }
    return result;
  }

  private static ScalingRules disabled(ScalingRules rules) {
    return rules.withSelectPolicy(SelectPolicy.DISABLED);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScaleAnnotations that
        && paused == that.paused
        && pausedReplicas.equals(that.pausedReplicas)
        && scaleInPaused == that.scaleInPaused
        && scaleOutPaused == that.scaleOutPaused
        && activationForced == that.activationForced;
  }

  @Override
  public int hashCode() {
    return Objects.hash(paused, pausedReplicas, scaleInPaused, scaleOutPaused, activationForced);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("ScaleAnnotations[");
    append(text, paused, "paused");
    pausedReplicas.ifPresent(replicas -> append(text, true, "paused-replicas=" + replicas));
    append(text, scaleInPaused, "paused-scale-in");
    append(text, scaleOutPaused, "paused-scale-out");
    append(text, activationForced, "force-activation");
    return text.append("]").toString();
  }

  private static void append(StringBuilder text, boolean on, String word) {
    if (on) {
      text.append(text.charAt(text.length() - 1) == '[' ? "" : ", ").append(word);
    }
  }
}
