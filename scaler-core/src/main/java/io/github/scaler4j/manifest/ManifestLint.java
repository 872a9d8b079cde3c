package io.github.scaler4j.manifest;

import io.github.scaler4j.error.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks manifests for problems that would keep a datadog trigger from working, without a network.
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
   * Checks for the problems of {@link Manifests#problems}, misspelt names and unrendered templates,
   * and checks each trigger with its authentication. For a trigger that reads from the Cluster
   * Agent, also checks its DatadogMetric, the DatadogAgent and its Service, and the permissions of
   * the account whose token is sent, if the manifests contain these objects.
   *
   * @param manifests the manifests
   * @return the findings
   */
  public static ManifestLint check(Manifests manifests) {
    ManifestLint lint = new ManifestLint(manifests);
    lint.problems.addAll(manifests.problems());
    manifests.objects().forEach(object -> FieldLint.check(object, lint.problems));
    manifests.objects().stream()
        .filter(object -> object.reference().is(KedaKinds.SCALED_OBJECT, KedaKinds.API_VERSION))
        .forEach(lint::checkTriggers);
    return lint;
  }

  /**
   * Returns problems that keep a trigger from working, and fields without effect.
   *
   * @return each with file and line; empty if there is none
   */
  public List<Problem> problems() {
    return problems.found();
  }

  /**
   * Returns settings that work but are probably unintended, and the warnings of {@link
   * Manifests#warnings}.
   *
   * @return each with file and line
   */
  public List<Problem> warnings() {
    List<Problem> warnings = new ArrayList<>(manifests.warnings());
    problems.warnings().stream().filter(one -> !warnings.contains(one)).forEach(warnings::add);
    return List.copyOf(warnings);
  }

  /** An object that breaks KEDA's rules elsewhere is checked too. */
  private void checkTriggers(KubernetesObject written) {
    ScaledObject object = ScaledObject.readable(written);
    Set<ObjectReference> shared = authenticationsOfOthers();
    List<ManifestNode> nodes = written.content(problems).field("spec").field("triggers").items();
    for (ScaleTrigger trigger : object.triggers()) {
      if (!KedaKinds.meansDatadog(trigger.type())) {
        continue;
      }
      TriggerLint lint =
          new TriggerLint(manifests, object, trigger, nodes.get(trigger.index()), problems);
      if (!shared.contains(AuthenticationNodes.reference(object.namespace(), trigger))) {
        lint.checkParameterNames();
      }
      lint.check();
    }
  }

  /** Returns the authentications of triggers of other types, whose parameters have other names. */
  private Set<ObjectReference> authenticationsOfOthers() {
    Set<ObjectReference> others = new HashSet<>();
    for (KubernetesObject object : manifests.objects()) {
      if (SCALED.contains(object.reference().kind())) {
        ManifestNode triggers = object.content(new Problems()).field("spec").field("triggers");
        for (ScaleTrigger trigger : ScaleTriggerReader.readAll(triggers)) {
          if (!KedaKinds.meansDatadog(trigger.type())) {
            others.add(AuthenticationNodes.reference(object.reference().namespace(), trigger));
          }
        }
      }
    }
    return others;
  }
}
