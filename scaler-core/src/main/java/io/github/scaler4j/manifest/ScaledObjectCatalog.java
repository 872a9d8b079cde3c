package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code ScaledObject}s of a set of manifests, valid and invalid, each read independently.
 *
 * <p>A problem of an object without a datadog trigger is reported, but blocks nothing.
 */
final class ScaledObjectCatalog {

  private final List<ScaledObject> valid = new ArrayList<>();
  private final Problems problems = new Problems();
  private final Problems blocking = new Problems();
  private final Map<ObjectReference, List<Problem>> byObject = new HashMap<>();

  ScaledObjectCatalog(ObjectIndex index) {
    Set<ObjectReference> duplicates = new HashSet<>();
    for (KubernetesObject object : index.duplicates()) {
      add(object, List.of(new Problem(object.toString(), index.describeDuplicate(object))));
      duplicates.add(object.reference());
    }
    Map<String, ScaledObject> workloads = new HashMap<>();
    Map<String, ScaledObject> autoscalers = new HashMap<>();
    for (KubernetesObject object : index.all()) {
      if (object.reference().is(KedaKinds.SCALED_JOB, KedaKinds.API_VERSION)) {
        problems.warn(object.toString(), "is ignored; this library does not scale jobs");
      }
      if (!object.reference().is(KedaKinds.SCALED_OBJECT, KedaKinds.API_VERSION)
          || duplicates.contains(object.reference())) {
        continue;
      }
      try {
        ScaledObject scaledObject = ScaledObject.of(object);
        scaledObject
            .warnings()
            .forEach(warning -> problems.warn(warning.parameter(), warning.message()));
        List<Problem> conflicts = conflicts(object, scaledObject, workloads, autoscalers);
        add(object, conflicts);
        if (conflicts.isEmpty()) {
          valid.add(scaledObject);
        }
      } catch (InvalidTriggerException e) {
        add(object, e.problems());
      }
    }
  }

  private static List<Problem> conflicts(
      KubernetesObject object,
      ScaledObject scaledObject,
      Map<String, ScaledObject> workloads,
      Map<String, ScaledObject> autoscalers) {
    ScaleTarget target = scaledObject.scaleTargetRef();
    String namespace = scaledObject.namespace() + "/";
    ScaledObject sameWorkload =
        workloads.putIfAbsent(
            namespace + target.apiVersion() + "/" + target.kind() + "/" + target.name(),
            scaledObject);
    ScaledObject sameAutoscaler =
        autoscalers.putIfAbsent(namespace + scaledObject.hpaName(), scaledObject);
    List<Problem> conflicts = new ArrayList<>();
    if (sameWorkload != null) {
      conflicts.add(
          new Problem(object + ", spec.scaleTargetRef", "is already scaled by " + sameWorkload));
    }
    if (sameAutoscaler != null) {
      conflicts.add(
          new Problem(
              object + ", spec.advanced.horizontalPodAutoscalerConfig.name",
              "is already the name of the autoscaler of " + sameAutoscaler));
    }
    return conflicts;
  }

  private void add(KubernetesObject object, List<Problem> found) {
    if (!found.isEmpty()) {
      problems.addAll(found);
      byObject.put(object.reference(), found);
      if (ScaledObjectSpec.hasDatadogTrigger(object)) {
        blocking.addAll(found);
      }
    }
  }

  /** Returns the valid objects, in the order of the manifests. */
  List<ScaledObject> valid() {
    return List.copyOf(valid);
  }

  /** Returns the problems and warnings of all objects. */
  Problems problems() {
    return problems;
  }

  /** Returns the problems of objects with a datadog trigger. */
  List<Problem> blocking() {
    return blocking.found();
  }

  /** Returns the problems of one object. */
  List<Problem> problems(ObjectReference reference) {
    return byObject.getOrDefault(reference, List.of());
  }
}
