package io.github.scaler4j.hpa;

import io.github.scaler4j.hpa.ActivationDecision.Reason;
import io.github.scaler4j.hpa.HpaDecision.Limit;
import io.github.scaler4j.hpa.TriggerContribution.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Explains a decision in one line of text. */
final class Explanation {

  private Explanation() {}

  static String of(AutoscalerDecision decision) {
    List<String> parts = new ArrayList<>();
    decision.activation().ifPresent(activation -> explain(activation, decision, parts));
    decision.hpa().ifPresent(hpa -> explain(hpa, decision, parts));
    for (TriggerContribution trigger : decision.triggers()) {
      if (trigger.source() != Source.READ) {
        parts.add(failure(trigger));
      }
    }
    decision.formulaFailure().ifPresent(parts::add);
    boolean poll = decision.activation().isPresent();
    if (!poll && decision.hpa().isEmpty()) {
      parts.add("the object is paused");
    }
    return (poll ? "poll: " : "sync: ") + change(decision) + "; " + String.join("; ", parts);
  }

  private static String change(AutoscalerDecision decision) {
    return decision.scaleTo().isPresent()
        ? decision.replicas() + " -> " + decision.scaleTo().getAsInt() + " replicas"
        : decision.replicas() + (decision.replicas() == 1 ? " replica stays" : " replicas stay");
  }

  private static void explain(
      ActivationDecision activation, AutoscalerDecision decision, List<String> parts) {
    boolean active =
        activation.reason() == Reason.ACTIVATED || activation.reason() == Reason.ACTIVE;
    String cause =
        decision.activeBy().isEmpty()
            ? ScaleAnnotations.FORCE_ACTIVATION
            : String.join(", ", decision.activeBy());
    parts.add(
        "the workload "
            + activation.reason().words()
            + (active ? " by " + cause : "")
            + activation
                .deactivatesAfter()
                .map(end -> ", and is deactivated after " + end)
                .orElse(""));
  }

  private static void explain(HpaDecision hpa, AutoscalerDecision decision, List<String> parts) {
    switch (hpa.reason()) {
      case DISABLED -> parts.add("at 0 replicas the autoscaler is off");
      case ABOVE_MAXIMUM -> parts.add("there were more than maxReplicas");
      case BELOW_MINIMUM -> parts.add("there were fewer than minReplicas");
      case INVALID_METRICS -> parts.add("nothing changes, because a metric is missing");
      case METRICS -> {
        // The metrics below explain it.
      }
    }
    decision.metrics().forEach(metric -> parts.add(explain(metric)));
    hpa.holder()
        .ifPresent(
            past ->
                parts.add(
                    "held at "
                        + hpa.stabilized().orElseThrow()
                        + " by the recommendation of "
                        + past.replicas()
                        + " at "
                        + past.at()
                        + ", until "
                        + hpa.heldUntil().orElseThrow()));
    if (hpa.limit() != Limit.NONE) {
      parts.add(limit(hpa));
    }
  }

  private static String limit(HpaDecision hpa) {
    return switch (hpa.limit()) {
      case TOO_MANY_REPLICAS -> "maxReplicas is " + hpa.replicas();
      case TOO_FEW_REPLICAS -> "minReplicas is " + hpa.replicas();
      default ->
          hpa.limit().kubernetesName()
              + " "
              + hpa.replicas()
              + hpa.policy().map(policy -> " by the policy of " + policy).orElse("");
    };
  }

  private static String explain(MetricOutlook metric) {
    String name = metric.spec().name();
    if (metric.replicas().isEmpty()) {
      return name + " is unknown";
    }
    return name
        + " "
        + metric.value().map(Quantity::canonical).orElse("")
        + " of "
        + metric.spec().target().quantity()
        + (metric.spec().target().type() == MetricTargetType.AVERAGE_VALUE ? " per pod" : "")
        + " (ratio "
        + String.format(Locale.ROOT, "%.3f", metric.ratio().orElse(Double.NaN))
        + (metric.tolerated() ? ", within the tolerance of " : ", outside the tolerance of ")
        + metric.tolerance()
        + ") asks for "
        + metric.replicas().getAsInt()
        + bound(", and for more at ", metric.raisesFrom(), " or more")
        + bound(", and for fewer at ", metric.lowersFrom(), " or less");
  }

  private static String bound(String before, Optional<Quantity> value, String after) {
    return value.map(known -> before + known.canonical() + after).orElse("");
  }

  private static String failure(TriggerContribution trigger) {
    String reason = trigger.observation().failure().orElse("");
    return trigger.name()
        + " failed"
        + (trigger.failures() > 0 ? " (" + trigger.failures() + " in a row)" : "")
        + (reason.isEmpty() ? "" : ": " + reason)
        + switch (trigger.source()) {
          case FALLBACK ->
              ", and falls back to " + trigger.metric().map(Quantity::canonical).orElse("");
          case NIL -> ", and the formula gets nil";
          default -> "";
        };
  }
}
