package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.Secret;
import java.util.Optional;

/** Checks one trigger with its authentication, if the manifests contain it. */
final class TriggerLint {

  private final Manifests manifests;
  private final Problems problems;
  private final ManifestNode node;
  private final AuthenticationNodes authentication;

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
  }

  /** Checks the names of the auth parameters. Those of other scalers would look unknown. */
  void checkParameterNames() {
    authentication.entries().stream()
        .filter(entry -> !entry.parameter().isEmpty())
        .forEach(
            entry ->
                KnownNames.AUTH_PARAMETERS.check(
                    entry.parameter(),
                    entry.node().field("parameter"),
                    authentication.entries().stream()
                        .map(AuthenticationNodes.Entry::parameter)
                        .toList()));
  }

  void check(ScaledObject object, ScaleTrigger trigger) {
    TriggerResolver resolver =
        TriggerResolver.builder(new AppliedManifests(manifests))
            .boundTokens((namespace, account) -> Secret.of("stand-in"))
            .build();
    try {
      DatadogTrigger parsed = DatadogTrigger.parse(resolver.resolve(object, trigger), this::warn);
      if (parsed instanceof ClusterAgentTrigger agent) {
        new AgentLint(manifests, problems).check(agent.metric(), node, authentication);
      }
    } catch (InvalidTriggerException e) {
      e.problems().forEach(this::report);
    }
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
    Optional<ManifestNode> field = metadata(parameter);
    boolean misspelt = field.isPresent() && !KnownNames.METADATA.contains(parameter);
    if (!misspelt || parameter.endsWith("FromEnv")) {
      field.orElseGet(() -> place(parameter)).warn(warning);
    }
  }

  /** Returns the field of a parameter, which may have several names in KEDA. */
  private Optional<ManifestNode> metadata(String parameter) {
    ManifestNode metadata = node.field("metadata");
    for (String name : parameter.split(",", -1)) {
      if (metadata.field(name).present()) {
        return Optional.of(metadata.field(name));
      }
    }
    return Optional.empty();
  }

  private ManifestNode place(String about) {
    if (KnownNames.AUTH_PARAMETERS.contains(about)) {
      return authentication.place(about);
    }
    for (AuthenticationNodes.Entry entry : authentication.entries()) {
      if (about.contains("(for parameter " + ManifestNode.quote(entry.parameter()) + " of ")) {
        return entry.node();
      }
    }
    return about.contains("].authenticationRef") ? node.field("authenticationRef") : node;
  }
}
