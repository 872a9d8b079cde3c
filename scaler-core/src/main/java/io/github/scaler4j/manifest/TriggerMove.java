package io.github.scaler4j.manifest;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogQuery;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.SecretSupplier;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Decides whether the Cluster Agent can answer an API trigger with the same value.
 *
 * <p>The agent sends one query for one series, with its own keys and a window that ends now, and
 * uses the last point but one ({@code pkg/clusteragent/autoscaling/externalmetrics} of the Datadog
 * Agent).
 *
 * <p>Confined to one call.
 */
final class TriggerMove {

  private static final long MAX_WINDOW_SECONDS = 86_400;
  private static final long SHORT_AGE_SECONDS = 90;
  private static final Pattern GROUPED = Pattern.compile("\\bby\\s*\\{");
  private static final List<String> SECRETS = List.of("apiKey", "appKey", "token");

  private final TriggerResolver resolver;
  private Optional<Account> agents = Optional.empty();

  /** The account whose data a trigger reads, as far as it is known. */
  private record Account(SecretSupplier apiKey, String site) {}

  /** A decision: the trigger that can move, or the reason why it stays, and warnings. */
  record Decision(Optional<ApiTrigger> moves, List<String> remarks) {
    static Decision stays(String reason) {
      return new Decision(Optional.empty(), List.of("stays: " + reason));
    }
  }

  TriggerMove(TriggerResolver resolver) {
    this.resolver = resolver;
  }

  Decision decide(ScaledObject object, ScaleTrigger trigger) {
    for (String name : trigger.metadata().keySet()) {
      if (SECRETS.stream().anyMatch(name::equalsIgnoreCase)) {
        return Decision.stays(
            "metadata contains " + name + ", which nothing reads there; remove it");
      }
    }
    ApiTrigger parsed;
    try {
      parsed = parse(object, trigger);
    } catch (InvalidTriggerException e) {
      return Decision.stays(
          e.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
    Optional<String> obstacle = obstacle(parsed);
    if (obstacle.isPresent()) {
      return Decision.stays(obstacle.get());
    }
    Optional<Account> account = account(object, trigger);
    if (agents.isPresent() && account.isPresent() && !account.equals(agents)) {
      return Decision.stays(
          "its keys or its site differ from those of earlier triggers, and an agent has the keys of"
              + " one organisation only");
    }
    agents = agents.or(() -> account);
    return new Decision(Optional.of(parsed), remarks(trigger, parsed, account.isPresent()));
  }

  private static Optional<String> obstacle(ApiTrigger trigger) {
    DatadogQuery query = trigger.query();
    long age = query.age().toSeconds();
    String reason = null;
    if (query.topLevelQueries() != 1) {
      reason = "the agent sends a single query for a metric, and this may be several";
    } else if (trigger.queryAggregator().isPresent() && GROUPED.matcher(query.text()).find()) {
      reason =
          "queryAggregator makes one value of a grouped query; the agent refuses several series";
    } else if (query.text().contains("%%")) {
      reason = "the agent reads %% in a query as a template";
    } else if (!query.timeWindowOffset().isZero()) {
      reason = "timeWindowOffset; the agent's window always ends now";
    } else if (query.lastAvailablePointOffset() > 1) {
      reason = "lastAvailablePointOffset; the agent always uses the second-to-last point";
    } else if (age == 0 || age > MAX_WINDOW_SECONDS) {
      reason = "age " + age + "; the agent's window is 1 to " + MAX_WINDOW_SECONDS + " s";
    }
    return Optional.ofNullable(reason);
  }

  private static List<String> remarks(ScaleTrigger trigger, ApiTrigger parsed, boolean keysKnown) {
    List<String> remarks = new ArrayList<>();
    if (!keysKnown) {
      remarks.add("its keys are not in the files; they must belong to the agent's organisation");
    }
    if (!trigger.metadata().getOrDefault("age", "").isBlank()
        && parsed.query().age().toSeconds() < SHORT_AGE_SECONDS) {
      remarks.add(
          "maxAge is short, and the agent uses the second-to-last point; the metric is invalid"
              + " while that point is older than maxAge");
    }
    if (parsed.metricUnavailableValue().isPresent()) {
      remarks.add(
          "metricUnavailableValue: through the agent, KEDA never uses it; this library does");
    }
    return remarks;
  }

  /** Parses with placeholders for the keys, because many users keep Secrets out of their files. */
  private static ApiTrigger parse(ScaledObject object, ScaleTrigger trigger) {
    TriggerMetadata metadata =
        TriggerMetadata.builder()
            .metadata(trigger.metadata())
            .metricType(trigger.metricType())
            .triggerIndex(trigger.index())
            .metricSource(object.scalingModifiers().isPresent())
            .authParam("apiKey", "stand-in")
            .authParam("appKey", "stand-in")
            .build();
    return (ApiTrigger) DatadogTrigger.parse(metadata, warning -> {});
  }

  private Optional<Account> account(ScaledObject object, ScaleTrigger trigger) {
    try {
      TriggerMetadata resolved = resolver.resolve(object, trigger);
      return DatadogTrigger.parse(resolved, warning -> {}) instanceof ApiTrigger api
          ? Optional.of(new Account(api.apiKey(), api.site()))
          : Optional.empty();
    } catch (InvalidTriggerException e) {
      return Optional.empty();
    }
  }
}
