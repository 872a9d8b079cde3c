package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The state of the autoscaling of one {@code ScaledObject}: KEDA's activity, the failures of each
 * metric, and the memory of the HorizontalPodAutoscaler.
 *
 * <p>Immutable plain data: {@link #toMap} returns maps that any JSON library can write, and {@link
 * #fromMap} reads them back. With it, decisions continue after a restart as if there had been none.
 *
 * @param activation when the object was created, and when it was last active
 * @param health the failures in a row, by the metrics' names
 * @param hpa recommendations and scale events
 */
public record AutoscalerState(
    ActivationState activation, Map<String, MetricHealth> health, HpaMemory hpa) {

  /**
   * Creates a state.
   *
   * @throws NullPointerException if an argument is null
   */
  public AutoscalerState {
    requireNonNull(activation, "activation");
    health = Map.copyOf(health);
    requireNonNull(hpa, "hpa");
  }

  /**
   * Returns the state of a new object.
   *
   * @param createdAt {@code metadata.creationTimestamp} of the {@code ScaledObject}
   * @return a state without activity, failures and recommendations
   */
  public static AutoscalerState initial(Instant createdAt) {
    return new AutoscalerState(ActivationState.createdAt(createdAt), Map.of(), HpaMemory.empty());
  }

  /**
   * Restores a state from {@link #toMap}.
   *
   * @param map strings, numbers, lists and maps, as a JSON library reads them; empty lists and maps
   *     may be absent
   * @return the state
   * @throws IllegalArgumentException if a field is missing or malformed; the message names it
   */
  public static AutoscalerState fromMap(Map<String, ?> map) {
    return StateMaps.read(map);
  }

  /**
   * Returns this state as maps, lists, strings (times in ISO 8601) and numbers.
   *
   * @return an unmodifiable map; equal states have the same order, and so the same JSON
   */
  public Map<String, Object> toMap() {
    return StateMaps.write(this);
  }

  /**
   * Returns this state with no time later than a given one. The clock may have stepped back, or the
   * state may come from a host whose clock was ahead; until its times had passed, nothing would
   * count, cool down or leave a window.
   */
  AutoscalerState notAfter(Instant now) {
    Map<String, MetricHealth> past = new HashMap<>();
    health.forEach((name, value) -> past.put(name, value.notAfter(now)));
    return new AutoscalerState(activation.notAfter(now), past, hpa.notAfter(now));
  }

  AutoscalerState withActivation(ActivationState next) {
    return new AutoscalerState(next, health, hpa);
  }

  AutoscalerState withHealth(Map<String, MetricHealth> next) {
    return new AutoscalerState(activation, next, hpa);
  }

  AutoscalerState withHpa(HpaMemory next) {
    return new AutoscalerState(activation, health, next);
  }
}
