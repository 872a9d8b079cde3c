package io.github.scaler4j.manifest;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.hpa.ScaleSettings;
import java.time.Duration;
import java.util.List;

/**
 * KEDA's {@code ScaledObject}: what to scale, within which bounds, by which triggers.
 *
 * <p>What the manifest leaves out has KEDA's default. Immutable. Mirrors {@code
 * apis/keda/v1alpha1/scaledobject_types.go}.
 *
 * @param namespace {@code metadata.namespace}
 * @param name {@code metadata.name}
 * @param scaleTargetRef what is scaled
 * @param triggers {@code triggers}, of all types, in their order
 * @param pollingInterval time between two polls; 30 seconds
 * @param settings the bounds, the cooldown and the fallback; 0 to 100 replicas, 5 minutes and none.
 *     The fallback is also empty for the behaviour {@code scalingModifiers}, which leaves it to the
 *     formula
 * @param scalingModifiers whether a formula ({@code advanced.scalingModifiers}) makes one metric of
 *     all triggers
 */
public record ScaledObject(
    String namespace,
    String name,
    ScaleTarget scaleTargetRef,
    List<ScaleTrigger> triggers,
    Duration pollingInterval,
    ScaleSettings settings,
    boolean scalingModifiers) {

  static final String KIND = "ScaledObject";
  static final String API_VERSION = "keda.sh/v1alpha1";

  /** The type of the triggers that this library reads: {@code datadog}. */
  public static final String DATADOG = "datadog";

  /**
   * Makes the object; {@link #of} and {@link Manifests} are the usual ways, and check KEDA's rules.
   *
   * @throws NullPointerException if an argument is null
   */
  public ScaledObject {
    requireNonNull(namespace, "namespace");
    requireNonNull(name, "name");
    requireNonNull(scaleTargetRef, "scaleTargetRef");
    triggers = List.copyOf(triggers);
    requireNonNull(pollingInterval, "pollingInterval");
    requireNonNull(settings, "settings");
  }

  /**
   * Reads an object, for example one that a Kubernetes client watches.
   *
   * @param object an object of kind {@code ScaledObject}; without a namespace it is in {@value
   *     Manifests#DEFAULT_NAMESPACE}
   * @return what it says
   * @throws InvalidTriggerException if it is of another kind, or breaks KEDA's rules: at least one
   *     trigger, names only once, {@code minReplicaCount} at most {@code maxReplicaCount}, {@code
   *     idleReplicaCount} less than {@code minReplicaCount}
   */
  public static ScaledObject of(KubernetesObject object) {
    Problems problems = new Problems();
    KubernetesObject placed = object.orInNamespace(Manifests.DEFAULT_NAMESPACE);
    if (!placed.reference().is(KIND, API_VERSION)) {
      throw InvalidTriggerException.of(placed.toString(), "is no " + KIND + " of " + API_VERSION);
    }
    ScaledObject scaledObject = ScaledObjectReader.read(placed, problems);
    problems.throwIfAny();
    return scaledObject;
  }

  /**
   * Returns the triggers that this library reads.
   *
   * @return those of type {@link #DATADOG}, in their order
   */
  public List<ScaleTrigger> datadogTriggers() {
    return triggers.stream().filter(trigger -> trigger.type().equals(DATADOG)).toList();
  }
}
