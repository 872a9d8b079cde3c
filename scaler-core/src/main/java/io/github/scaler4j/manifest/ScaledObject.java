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
 * KEDA's {@code ScaledObject}: what to scale, within which bounds, by which triggers.
 *
 * <p>What the manifest leaves out has KEDA's default. Mirrors {@code
 * apis/keda/v1alpha1/scaledobject_types.go}. Immutable; equal if it says the same.
 *
 * <p>Checked when it is read, as the CRD and KEDA's admission do: required fields; at least one
 * trigger; names of triggers only once; {@code useCachedMetrics} not for cpu, memory and cron;
 * {@code metricType} of a datadog trigger and of {@code scalingModifiers}; {@code pollingInterval}
 * of at least 1; {@code minReplicaCount} at most {@code maxReplicaCount}; {@code idleReplicaCount}
 * less than {@code minReplicaCount}; a fallback with both of its numbers and a trigger that it can
 * stand in for; {@code formula} and {@code target} together and of the right form, with triggers
 * and functions that are known, and a name for each trigger beside them; the limits of {@code
 * horizontalPodAutoscalerConfig.behavior}; names of at most 63 characters. {@link Manifests} also
 * checks that no two objects have the same workload or the same HorizontalPodAutoscaler. Not
 * checked is what only a cluster can tell: that the workload exists, has resource requests, and has
 * no other HorizontalPodAutoscaler.
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
   * @return what it says
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

  /**
   * Reads an object that a Kubernetes client holds as maps and collections.
   *
   * @param content the object; {@code apiVersion} and {@code kind} may be left out, as many clients
   *     do for the items of a list
   * @return what it says
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
   * <p>What KEDA's own say is in {@link #settings}.
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
   * Returns what is scaled.
   *
   * @return {@code spec.scaleTargetRef}
   */
  public ScaleTarget scaleTargetRef() {
    return spec.scaleTarget();
  }

  /**
   * Returns the triggers of all types.
   *
   * @return in their order; never empty
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
   * @param name the name; never empty
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
   * formula, and what pauses scaling or forces the workload awake.
   *
   * @return 0 to 100 replicas and a cooldown of 5 minutes unless set
   */
  public ScaleSettings settings() {
    return spec.settings();
  }

  /**
   * Returns the formula that makes one metric of all triggers.
   *
   * @return {@code advanced.scalingModifiers}, or empty
   */
  public Optional<ScalingModifiers> scalingModifiers() {
    return settings().scalingModifiers();
  }

  /**
   * Returns the name of the HorizontalPodAutoscaler that KEDA makes.
   *
   * @return {@code advanced.horizontalPodAutoscalerConfig.name}, or {@code keda-hpa-} and the name
   */
  public String hpaName() {
    return spec.hpaName();
  }

  /**
   * Returns what this library accepts although Kubernetes would refuse it or KEDA would fail on it.
   *
   * @return with the place in the manifest; empty if there is nothing
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
