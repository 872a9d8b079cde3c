package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.Secret;
import java.util.Optional;

/** Finds the agent's address in manifests. */
final class AgentDiscovery {

  private AgentDiscovery() {}

  /** Finds the agent in the manifests, or assumes the names of the Datadog Operator's guide. */
  static AgentAddress find(Manifests manifests) {
    return ofTriggers(manifests)
        .or(() -> AgentServices.of(manifests, new Problems()).address())
        .orElse(
            new AgentAddress(
                "datadog",
                "datadog" + AgentServices.OF_THE_OPERATOR,
                AgentAddress.DEFAULT_PORT,
                "The manifests don't say, so this is assumed.",
                false));
  }

  /** Returns the address that a trigger uses already. */
  private static Optional<AgentAddress> ofTriggers(Manifests manifests) {
    TriggerResolver resolver =
        TriggerResolver.builder(new AppliedManifests(manifests))
            .boundTokens((namespace, account) -> Secret.of("stand-in"))
            .build();
    for (ScaledObject object : manifests.validScaledObjects()) {
      for (ScaleTrigger trigger : object.datadogTriggers()) {
        try {
          if (trigger.readsFromAgent()
              && DatadogTrigger.parse(resolver.resolve(object, trigger), warning -> {})
                  instanceof ClusterAgentTrigger agent) {
            return Optional.of(
                new AgentAddress(
                    agent.metric().namespace(),
                    agent.metric().service(),
                    agent.metric().port(),
                    object + " reads from it.",
                    true));
          }
        } catch (InvalidTriggerException e) {
          // The next trigger may have an address.
        }
      }
    }
    return Optional.empty();
  }
}
