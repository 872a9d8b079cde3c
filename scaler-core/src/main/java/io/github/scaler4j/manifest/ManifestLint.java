package io.github.scaler4j.manifest;

import io.github.scaler4j.error.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks manifests for everything that would keep a datadog trigger from working, without a
 * network.
 *
 * <p>Immutable.
 */
public final class ManifestLint {

  private static final Set<String> SCALED = Set.of(KedaKinds.SCALED_OBJECT, KedaKinds.SCALED_JOB);

  private final Manifests manifests;
  private final Problems problems = new Problems();

  private ManifestLint(Manifests manifests) {
    this.manifests = manifests;
  }

  /**
   * Checks what {@link Manifests#problems} lists, misspelt names, templates that are not rendered,
   * and each trigger with its authentication. For a trigger that reads from the Cluster Agent, also
   * its DatadogMetric, the DatadogAgent and its Service, and the rights of the account whose token
   * is sent, each if the manifests hold such objects.
   *
   * @param manifests the manifests
   * @return what was found
   */
  public static ManifestLint check(Manifests manifests) {
    ManifestLint lint = new ManifestLint(manifests);
    lint.problems.addAll(manifests.problems());
    manifests.objects().forEach(object -> FieldLint.check(object, lint.problems));
    manifests.validScaledObjects().forEach(lint::checkTriggers);
    return lint;
  }

  /**
   * Returns what keeps a trigger from working, or has no effect.
   *
   * @return each with file and line; empty if all is well
   */
  public List<Problem> problems() {
    return problems.found();
  }

  /**
   * Returns what works but is probably not meant, and what {@link Manifests#warnings} lists.
   *
   * @return each with file and line
   */
  public List<Problem> warnings() {
    List<Problem> warnings = new ArrayList<>(manifests.warnings());
    problems.warnings().stream().filter(one -> !warnings.contains(one)).forEach(warnings::add);
    return List.copyOf(warnings);
  }

  private void checkTriggers(ScaledObject object) {
    Set<ObjectReference> shared = authenticationsOfOthers();
    List<ManifestNode> nodes =
        manifests
            .find(
                new ObjectReference(
                    KedaKinds.API_VERSION,
                    KedaKinds.SCALED_OBJECT,
                    object.namespace(),
                    object.name()))
            .orElseThrow()
            .content(problems)
            .field("spec")
            .field("triggers")
            .items();
    for (ScaleTrigger trigger : object.datadogTriggers()) {
      TriggerLint lint =
          new TriggerLint(manifests, object, trigger, nodes.get(trigger.index()), problems);
      if (!shared.contains(AuthenticationNodes.reference(object.namespace(), trigger))) {
        lint.checkParameterNames();
      }
      lint.check(object, trigger);
    }
  }

  /** The authentications of triggers of other types, whose parameters have other names. */
  private Set<ObjectReference> authenticationsOfOthers() {
    Set<ObjectReference> others = new HashSet<>();
    for (KubernetesObject object : manifests.objects()) {
      if (SCALED.contains(object.reference().kind())) {
        ManifestNode triggers = object.content(new Problems()).field("spec").field("triggers");
        for (ScaleTrigger trigger : ScaleTriggerReader.readAll(triggers)) {
          if (!trigger.type().equals(KedaKinds.DATADOG)) {
            others.add(AuthenticationNodes.reference(object.reference().namespace(), trigger));
          }
        }
      }
    }
    return others;
  }
}
