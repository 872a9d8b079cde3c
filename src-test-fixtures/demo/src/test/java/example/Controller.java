package example;

import io.github.scaler4j.AutoscalerOptions;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.DueDecisions;
import io.github.scaler4j.ScaledObjectAutoscaler;
import io.github.scaler4j.hpa.AutoscalerState;
import io.github.scaler4j.manifest.ScaledObject;
import io.github.scaler4j.manifest.TriggerResolver;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

final class Controller {
  private final Map<String, ScaledObjectAutoscaler> autoscalers = new HashMap<>();
  private final DatadogScalers scalers;
  private final TriggerResolver resolver;
  private final Cluster cluster;

  Controller(DatadogScalers scalers, TriggerResolver resolver, Cluster cluster) {
    this.scalers = scalers;
    this.resolver = resolver;
    this.cluster = cluster;
  }

  /** Called when an object changes, and again after the returned delay. */
  Duration reconcile(Map<String, ?> resource) {
    ScaledObject object = ScaledObject.of(resource);
    ScaledObjectAutoscaler autoscaler =
        autoscalers.computeIfAbsent(object.toString(), name -> open(object));
    if (!autoscaler.object().equals(object)) {
      autoscaler.update(object);
    }
    DueDecisions due = autoscaler.decide(cluster.replicas(object));
    try {
      due.scaleTo().ifPresent(replicas -> cluster.scale(object, replicas, due.explain()));
    } catch (RuntimeException e) {
      autoscaler.withdraw(due); // the replicas are as before
      throw e;
    }
    cluster.store(object, autoscaler.state().toMap());
    return autoscaler.untilDue();
  }

  private ScaledObjectAutoscaler open(ScaledObject object) {
    AutoscalerOptions.Builder options = AutoscalerOptions.builder();
    cluster.stored(object).map(AutoscalerState::fromMap).ifPresent(options::state);
    return scalers.scaledObject(object, resolver, options.build());
  }
}
