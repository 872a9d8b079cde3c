package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@code ScaledObject} that decide its replicas; its triggers are not included.
 *
 * <p>Immutable. The defaults are KEDA's: 0 to 100 replicas, a cooldown of 5 minutes, no initial
 * cooldown, and no idle count, no fallback, no {@code behavior}, no formula and no annotations.
 * Mirrors {@code apis/keda/v1alpha1/scaledobject_types.go}.
 */
public final class ScaleSettings {

  private static final ScaleSettings DEFAULTS = builder().build();

  private final ReplicaBounds bounds;
  private final Duration cooldownPeriod;
  private final Duration initialCooldownPeriod;
  private final Optional<Fallback> fallback;
  private final Optional<HpaBehavior> behavior;
  private final Optional<ScalingModifiers> scalingModifiers;
  private final ScaleAnnotations annotations;

  private ScaleSettings(Builder builder) {
    this.bounds = builder.bounds;
    this.cooldownPeriod = builder.cooldownPeriod;
    this.initialCooldownPeriod = builder.initialCooldownPeriod;
    this.fallback = builder.fallback;
    this.behavior = builder.behavior;
    this.scalingModifiers = builder.scalingModifiers;
    this.annotations = builder.annotations;
  }

  /** Returns KEDA's defaults. */
  public static ScaleSettings defaults() {
    return DEFAULTS;
  }

  /**
   * Creates settings with bounds, and with KEDA's defaults for everything else.
   *
   * @param minReplicaCount the minimum number of replicas
   * @param maxReplicaCount the maximum number of replicas
   * @return settings with these bounds
   * @throws IllegalArgumentException if the bounds are not valid
   */
  public static ScaleSettings of(int minReplicaCount, int maxReplicaCount) {
    return builder().minReplicaCount(minReplicaCount).maxReplicaCount(maxReplicaCount).build();
  }

  /** Starts with KEDA's defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts with these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.bounds = bounds;
    builder.cooldownPeriod = cooldownPeriod;
    builder.initialCooldownPeriod = initialCooldownPeriod;
    builder.fallback = fallback;
    builder.behavior = behavior;
    builder.scalingModifiers = scalingModifiers;
    builder.annotations = annotations;
    return builder;
  }

  /** Returns the minimum number of replicas. With 0, an inactive workload is scaled to 0. */
  public int minReplicaCount() {
    return bounds.min();
  }

  /** Returns the maximum number of replicas; 1 or more. */
  public int maxReplicaCount() {
    return bounds.max();
  }

  /** Returns the replicas while no trigger is active, if they are not the minimum. */
  public OptionalInt idleReplicaCount() {
    return bounds.idle();
  }

  /** Returns how long to wait before an inactive workload is deactivated. */
  public Duration cooldownPeriod() {
    return cooldownPeriod;
  }

  /** Returns how long to wait before a new workload that was never active is deactivated. */
  public Duration initialCooldownPeriod() {
    return initialCooldownPeriod;
  }

  /** Returns the fallback for failing metrics, or empty. */
  public Optional<Fallback> fallback() {
    return fallback;
  }

  /** The fallback unless a formula's target forbids it, as in KEDA's {@code HasValidFallback}. */
  Optional<Fallback> usableFallback() {
    return fallback.filter(
        value -> scalingModifiers.map(ScalingModifiers::allowsFallback).orElse(true));
  }

  /** Returns {@code advanced.horizontalPodAutoscalerConfig.behavior}, or empty. */
  public Optional<HpaBehavior> behavior() {
    return behavior;
  }

  /** Returns {@code advanced.scalingModifiers}; empty if each trigger is its own metric. */
  public Optional<ScalingModifiers> scalingModifiers() {
    return scalingModifiers;
  }

  /** Returns the annotations that pause scaling or force the workload to be active. */
  public ScaleAnnotations annotations() {
    return annotations;
  }

  /**
   * Returns the {@code behavior} of the HorizontalPodAutoscaler that KEDA creates: the one that was
   * set, with paused directions disabled ({@code controllers/keda/hpa.go}).
   *
   * @return empty only if none was set and no direction is paused
   */
  public Optional<HpaBehavior> hpaBehavior() {
    return annotations.pause(behavior);
  }

  /** Returns the spec that KEDA gives the HorizontalPodAutoscaler. Its minimum is never 0. */
  public HpaSpec hpaSpec() {
    return HpaSpec.of(bounds.hpaMin(), bounds.max()).with(hpaBehavior());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScaleSettings that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  private List<Object> values() {
    return List.of(
        bounds,
        cooldownPeriod,
        initialCooldownPeriod,
        fallback,
        behavior,
        scalingModifiers,
        annotations);
  }

  @Override
  public String toString() {
    return "ScaleSettings["
        + bounds
        + ", cooldown="
        + cooldownPeriod
        + ", initialCooldown="
        + initialCooldownPeriod
        + fallback.map(value -> ", " + value).orElse("")
        + behavior.map(value -> ", " + value).orElse("")
        + scalingModifiers.map(value -> ", " + value).orElse("")
        + (annotations.equals(ScaleAnnotations.none()) ? "" : ", " + annotations)
        + "]";
  }

  /** Collects the settings; not thread-safe. */
  public static final class Builder {

    private ReplicaBounds bounds = ReplicaBounds.DEFAULTS;
    private Duration cooldownPeriod = Duration.ofMinutes(5);
    private Duration initialCooldownPeriod = Duration.ZERO;
    private Optional<Fallback> fallback = Optional.empty();
    private Optional<HpaBehavior> behavior = Optional.empty();
    private Optional<ScalingModifiers> scalingModifiers = Optional.empty();
    private ScaleAnnotations annotations = ScaleAnnotations.none();

    private Builder() {}

    /**
     * Sets the minimum number of replicas.
     *
     * @param count 0 or more; an explicit 0 differs from the default of 0, see {@link #build}
     * @throws IllegalArgumentException if it is negative
     */
    public Builder minReplicaCount(int count) {
      this.bounds = bounds.withMin(count);
      return this;
    }

    /**
     * Sets the maximum number of replicas.
     *
     * @param count 1 or more
     * @throws IllegalArgumentException if it is less
     */
    public Builder maxReplicaCount(int count) {
      this.bounds = bounds.withMax(count);
      return this;
    }

    /**
     * Sets the replicas while no trigger is active.
     *
     * @param count 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public Builder idleReplicaCount(int count) {
      this.bounds = bounds.withIdle(count);
      return this;
    }

    /**
     * Sets how long to wait before an inactive workload is deactivated.
     *
     * @param period zero or more
     * @throws IllegalArgumentException if it is negative
     */
    public Builder cooldownPeriod(Duration period) {
      this.cooldownPeriod = SettingRules.notNegative(period, "cooldownPeriod");
      return this;
    }

    /**
     * Sets how long to wait before a new workload that was never active is deactivated.
     *
     * @param period zero or more
     * @throws IllegalArgumentException if it is negative
     */
    public Builder initialCooldownPeriod(Duration period) {
      this.initialCooldownPeriod = SettingRules.notNegative(period, "initialCooldownPeriod");
      return this;
    }

    /**
     * Sets the fallback for failing metrics.
     *
     * @param value the object's {@code fallback}
     */
    public Builder fallback(Fallback value) {
      this.fallback = Optional.of(value);
      return this;
    }

    /**
     * Sets how the HorizontalPodAutoscaler scales up and down.
     *
     * @param value {@code advanced.horizontalPodAutoscalerConfig.behavior}
     */
    public Builder behavior(HpaBehavior value) {
      this.behavior = Optional.of(value);
      return this;
    }

    /**
     * Sets the formula that combines all triggers into one metric.
     *
     * @param value {@code advanced.scalingModifiers}
     */
    public Builder scalingModifiers(ScalingModifiers value) {
      this.scalingModifiers = Optional.of(value);
      return this;
    }

    /**
     * Sets the annotations that pause scaling or force the workload to be active.
     *
     * @param value read from {@code metadata.annotations}
     */
    public Builder annotations(ScaleAnnotations value) {
      this.annotations = requireNonNull(value, "annotations");
      return this;
    }

    /**
     * Builds the settings, with the checks of KEDA's {@code CheckReplicaCountBoundsAreValid}.
     *
     * @throws IllegalArgumentException if {@code minReplicaCount} is more than {@code
     *     maxReplicaCount}; or if {@code idleReplicaCount} is not less than {@code
     *     minReplicaCount}, which counts as 0 by default and as 1 if it is set to 0; or if the
     *     fallback's behavior needs a formula and there is none
     */
    public ScaleSettings build() {
      bounds.check();
      fallback.ifPresent(value -> value.check(scalingModifiers));
      return new ScaleSettings(this);
    }
  }
}
