package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.util.List;
import java.util.Optional;

/** Checks one trigger with its authentication, if the manifests contain it. */
final class TriggerLint {

  private final Manifests manifests;
  private final Problems problems;
  private final ManifestNode node;
  private final AuthenticationNodes authentication;
  private final boolean typeIsRight;
  private final TriggerMetadata resolved;
  private final List<Problem> unresolved;
  private final StandIns input;

  TriggerLint(
      Manifests manifests,
      ScaledObject object,
      ScaleTrigger trigger,
      ManifestNode node,
      Problems problems) {
    this.manifests = manifests;
    this.problems = problems;
    this.node = node;
    this.authentication = new AuthenticationNodes(manifests, object, trigger, node, problems);
    this.typeIsRight = trigger.type().equals(KedaKinds.DATADOG);
    Problems missing = new Problems();
    this.resolved =
        TriggerResolver.builder(new AppliedManifests(manifests))
            .boundTokens((namespace, account) -> Secret.of("stand-in"))
            .build()
            .resolve(object, trigger, missing);
    this.unresolved = missing.found();
    this.input = new StandIns(resolved);
  }

  /** Checks the names of the auth parameters. Those of other scalers would look unknown. */
  void checkParameterNames() {
    List<String> given =
        authentication.entries().stream().map(AuthenticationNodes.Entry::parameter).toList();
    authentication.entries().stream()
        .filter(entry -> !entry.parameter().isEmpty())
        .forEach(entry -> checkParameterName(entry, given));
  }

  private static void checkParameterName(AuthenticationNodes.Entry entry, List<String> given) {
    ManifestNode place = entry.node().field("parameter");
    if (KnownNames.METADATA.contains(entry.parameter())) {
      place.problem(
          ManifestNode.quote(entry.parameter())
              + " has no effect in an authentication; set it in the trigger's metadata");
    } else {
      KnownNames.AUTH_PARAMETERS.check(
          entry.parameter(),
          place,
          given,
          KnownNames.METADATA,
          "belongs in the trigger's metadata");
    }
  }

  /** Checks everything that can be checked, whatever else is wrong. */
  void check() {
    unresolved.forEach(this::report);
    boolean more = true;
    while (more) {
      more = findMore();
    }
  }

  /**
   * Checks once, and replaces the parameters that have problems; false once there is nothing left
   * to replace.
   */
  private boolean findMore() {
    try {
      DatadogTrigger parsed = DatadogTrigger.parse(input.input(), this::warn);
      if (parsed instanceof ClusterAgentTrigger agent) {
        new AgentLint(manifests, problems)
            .check(agent.metric(), this::isKnown, node, authentication);
      }
      return false;
    } catch (InvalidTriggerException e) {
      boolean replaced = false;
      for (Problem problem : e.problems()) {
        String parameter = problem.parameter();
        // The checks of a datadog trigger's object report a wrong metricType.
        boolean reported = typeIsRight && parameter.equals("metricType");
        if (isKnown(parameter) && !reported) {
          report(problem);
        }
        replaced |= input.replace(parameter);
      }
      return replaced;
    }
  }

  /** Whether a parameter is as written: neither replaced, nor missing because something else is. */
  private boolean isKnown(String parameter) {
    return input.isAsWritten(parameter)
        && (resolved.authParams().containsKey(parameter) || !isUnresolved(parameter));
  }

  private boolean isUnresolved(String parameter) {
    return KnownNames.AUTH_PARAMETERS.contains(parameter)
        && !unresolved.isEmpty()
        && (authentication.entry(parameter).isPresent()
            || unresolved.stream().anyMatch(problem -> entryOf(problem.parameter()).isEmpty()));
  }

  private void report(Problem problem) {
    Optional<ManifestNode> field = metadata(problem.parameter());
    if (field.isPresent()) {
      field.get().problem(problem.message());
    } else {
      place(problem.parameter()).problem(problem.toString());
    }
  }

  private void warn(String warning) {
    String parameter = warning.substring(0, warning.indexOf(' ')).replace("\"", "");
    // The checks of names report a quoted name.
    boolean reported = warning.startsWith("\"") && !parameter.endsWith("FromEnv");
    if (!reported && isKnown(parameter)) {
      metadata(parameter).orElseGet(() -> place(parameter)).warn(warning);
    }
  }

  /** Returns the field of a parameter, which may have several names in KEDA. */
  private Optional<ManifestNode> metadata(String parameter) {
    ManifestNode metadata = node.field("metadata");
    for (String name : parameter.split(",", -1)) {
      ManifestNode field = metadata.field(input.writtenName(name));
      if (field.present()) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  private ManifestNode place(String about) {
    if (KnownNames.AUTH_PARAMETERS.contains(about)) {
      return authentication.place(about);
    }
    if (about.equals("metricType")) {
      return node.field("metricType");
    }
    return entryOf(about)
        .map(AuthenticationNodes.Entry::node)
        .orElseGet(
            () -> about.contains("].authenticationRef") ? node.field("authenticationRef") : node);
  }

  /** Returns the entry of the authentication that could not be resolved. */
  private Optional<AuthenticationNodes.Entry> entryOf(String about) {
    return authentication.entries().stream()
        .filter(
            entry ->
                about.contains("(for parameter " + ManifestNode.quote(entry.parameter()) + " of "))
        .findFirst();
  }
}
