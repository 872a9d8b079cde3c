package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import io.github.scaler4j.hpa.ScaleSettings;
import io.github.scaler4j.hpa.ScalingModifiers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * KEDA's {@code ScaledObject}: the workload to scale, its bounds and its triggers.
 *
 * <p>Missing fields have KEDA's defaults. Mirrors {@code apis/keda/v1alpha1/scaledobject_types.go}.
 * Immutable; equal if all values are equal.
 *
 * <p>Reading an object applies the checks of the CRD and of KEDA's admission webhook: required
 * fields; at least one trigger; unique names of triggers; no {@code useCachedMetrics} for cpu,
 * memory and cron; {@code metricType} of a datadog trigger and of {@code scalingModifiers}; {@code
 * pollingInterval} of at least 1; {@code minReplicaCount} at most {@code maxReplicaCount}; {@code
 * idleReplicaCount} less than {@code minReplicaCount}; a fallback with both of its numbers and a
 * trigger to which it can apply; {@code formula} and {@code target} together and valid, with known
 * triggers and functions, and with a name for each trigger; the limits of {@code
 * horizontalPodAutoscalerConfig.behavior}; names of at most 63 characters. {@link Manifests} also
 * checks that no two objects have the same workload or the same HorizontalPodAutoscaler. Conditions
 * that need a cluster are not checked: that the workload exists, has resource requests, and has no
 * other HorizontalPodAutoscaler.
 */
public final class ScaledObject {

  /** The type of the triggers that this library reads: {@code datadog}. */
  public static final String DATADOG = KedaKinds.DATADOG;

  private final ScaledObjectSpec spec;
  private final List<Problem> warnings;

  private ScaledObject(ScaledObjectSpec spec, List<Problem> warnings) {
    this.spec = spec;
    this.warnings = warnings;
  }

  /**
   * Reads an object, for example one that a Kubernetes client watches.
   *
   * @param object an object of kind {@code ScaledObject}; without a namespace it is in {@value
   *     Manifests#DEFAULT_NAMESPACE}
   * @return the object
   * @throws InvalidTriggerException if it is of another kind, or breaks KEDA's rules
   */
  public static ScaledObject of(KubernetesObject object) {
    KubernetesObject placed = object.orInNamespace(ObjectReference.DEFAULT_NAMESPACE);
    if (!placed.reference().is(KedaKinds.SCALED_OBJECT, KedaKinds.API_VERSION)) {
      throw InvalidTriggerException.of(
          placed.toString(),
          "is not a " + KedaKinds.SCALED_OBJECT + " of " + KedaKinds.API_VERSION);
    }
    Problems problems = new Problems();
    ScaledObjectSpec spec = ScaledObjectSpec.read(placed, problems);
    problems.throwIfAny();
    return new ScaledObject(spec, problems.warnings());
  }

  /** Reads as much of an object as is readable, without its checks. */
  static ScaledObject readable(KubernetesObject object) {
    Problems ignored = new Problems();
    return new ScaledObject(ScaledObjectSpec.read(object, ignored), List.of());
  }

  /**
   * Reads an object that a Kubernetes client holds as maps and collections.
   *
   * @param content the object; {@code apiVersion} and {@code kind} may be left out, as many clients
   *     do for the items of a list
   * @return the object
   * @throws InvalidTriggerException if it is of another kind, or breaks KEDA's rules
   * @see KubernetesObject#of(Map)
   */
  public static ScaledObject of(Map<String, ?> content) {
    return of(KubernetesObject.of(KedaKinds.API_VERSION, KedaKinds.SCALED_OBJECT, content));
  }

  /**
   * Returns {@code metadata.namespace}.
   *
   * @return never empty
   */
  public String namespace() {
    return spec.reference().namespace();
  }

  /**
   * Returns {@code metadata.name}.
   *
   * @return never empty
   */
  public String name() {
    return spec.reference().name();
  }

  /**
   * Returns {@code metadata.annotations}.
   *
   * <p>{@link #settings} holds the meaning of KEDA's own annotations.
   *
   * @return an unmodifiable map
   */
  public Map<String, String> annotations() {
    return spec.annotations();
  }

  /**
   * Returns {@code metadata.creationTimestamp}, from which KEDA counts {@code
   * initialCooldownPeriod}.
   *
   * @return empty for an object that no API server has stored
   */
  public Optional<Instant> creationTime() {
    return spec.creationTime();
  }

  /**
   * Returns {@code metadata.generation}, which grows with each change of the spec.
   *
   * @return empty for an object that no API server has stored
   */
  public OptionalLong generation() {
    return spec.generation();
  }

  /**
   * Returns the workload.
   *
   * @return {@code spec.scaleTargetRef}
   */
  public ScaleTarget scaleTargetRef() {
    return spec.scaleTarget();
  }

  /**
   * Returns the triggers of all types.
   *
   * @return the triggers in their order; never empty
   */
  public List<ScaleTrigger> triggers() {
    return spec.triggers();
  }

  /**
   * Returns the triggers that this library reads.
   *
   * @return those of type {@link #DATADOG}, in their order
   */
  public List<ScaleTrigger> datadogTriggers() {
    return triggers().stream().filter(trigger -> trigger.type().equals(DATADOG)).toList();
  }

  /**
   * Returns the triggers that this library does not read.
   *
   * @return those of other types than {@link #DATADOG}, in their order
   */
  public List<ScaleTrigger> otherTriggers() {
    return triggers().stream().filter(trigger -> !trigger.type().equals(DATADOG)).toList();
  }

  /**
   * Finds a trigger by its name.
   *
   * @param name the name; an empty name finds nothing
   * @return the trigger, or empty if none has the name
   */
  public Optional<ScaleTrigger> trigger(String name) {
    return triggers().stream()
        .filter(trigger -> !name.isEmpty() && trigger.name().equals(name))
        .findFirst();
  }

  /**
   * Returns the time between two polls.
   *
   * @return 30 seconds unless set
   */
  public Duration pollingInterval() {
    return spec.pollingInterval();
  }

  /**
   * Returns the bounds, the cooldowns, the fallback, the HorizontalPodAutoscaler's behavior, the
   * formula, and the annotations that pause scaling or force the workload to be active.
   *
   * @return 0 to 100 replicas and a cooldown of 5 minutes unless set
   */
  public ScaleSettings settings() {
    return spec.settings();
  }

  /**
   * Returns the formula that combines all triggers into one metric.
   *
   * @return {@code advanced.scalingModifiers}, or empty
   */
  public Optional<ScalingModifiers> scalingModifiers() {
    return settings().scalingModifiers();
  }

  /**
   * Returns the name of the HorizontalPodAutoscaler that KEDA creates.
   *
   * @return {@code advanced.horizontalPodAutoscalerConfig.name}, or {@code keda-hpa-} and the name
   */
  public String hpaName() {
    return spec.hpaName();
  }

  /**
   * Returns warnings about values that this library accepts although Kubernetes would refuse them
   * or KEDA would fail on them.
   *
   * @return each with its place in the manifest; empty if there is none
   */
  public List<Problem> warnings() {
    return warnings;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScaledObject that && spec.equals(that.spec);
  }

  @Override
  public int hashCode() {
    return spec.hashCode();
  }

  /**
   * Returns the object for messages.
   *
   * @return for example {@code ScaledObject web/nginx}
   */
  @Override
  public String toString() {
    return spec.reference().toString();
  }
}
