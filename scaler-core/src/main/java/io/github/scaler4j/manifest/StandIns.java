package io.github.scaler4j.manifest;

import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A trigger's input in which correct names replace misspelt ones, and stand-ins replace wrong
 * parameters, so that the rest can still be checked.
 *
 * <p>Confined to one call.
 */
final class StandIns {

  /** Texts that are always valid for required parameters. Other parameters are left out. */
  private static final Map<String, String> METADATA =
      Map.of(
          "targetValue", "1",
          "query", "avg:stand.in{*}",
          "queryAggregator", "max",
          "datadogMetricName", "stand-in",
          "datadogMetricNamespace", "stand-in");

  private static final Set<String> AUTHENTICATION =
      Set.of("apiKey", "appKey", "token", "datadogNamespace", "datadogMetricsService");

  private static final String MODE = "useClusterAgentProxy";

  private final TriggerMetadata written;
  private final Map<String, String> metadata;
  private final Map<String, SecretSupplier> authParams;
  private final Map<String, String> misspelt = new HashMap<>();
  private final Set<String> replaced = new HashSet<>();

  StandIns(TriggerMetadata written) {
    this.written = written;
    this.metadata = new HashMap<>(written.metadata());
    this.authParams = new HashMap<>(written.authParams());
    written.metadata().keySet().stream()
        .filter(name -> !KnownNames.METADATA.contains(name))
        .forEach(this::rename);
  }

  private void rename(String name) {
    KnownNames.METADATA
        .meant(name, metadata.keySet(), KnownNames.AUTH_PARAMETERS)
        .filter(meant -> !name.endsWith("FromEnv"))
        .ifPresent(
            meant -> {
              metadata.put(meant, metadata.getOrDefault(name, ""));
              misspelt.put(meant, name);
            });
  }

  /** Returns the name that the manifest has for a parameter. */
  String writtenName(String parameter) {
    return misspelt.getOrDefault(parameter, parameter);
  }

  /** Returns whether a parameter, by the name that problems use, is as written. */
  boolean isAsWritten(String parameter) {
    return !replaced.contains(parameter);
  }

  /** Replaces a parameter; false if it was replaced before. */
  boolean replace(String parameter) {
    List<String> names = List.of(parameter.split(",", -1));
    names.forEach(metadata::remove);
    names.forEach(authParams::remove);
    for (String name : names) {
      if (name.equals(MODE)) {
        boolean agent = metadata.containsKey("datadogMetricName");
        metadata.put(MODE, Boolean.toString(agent));
      } else if (METADATA.containsKey(name)) {
        metadata.put(name, METADATA.get(name));
      } else if (AUTHENTICATION.contains(name)) {
        authParams.put(name, Secret.of("stand-in"));
      }
    }
    return replaced.add(parameter);
  }

  TriggerMetadata input() {
    TriggerMetadata.Builder input =
        TriggerMetadata.builder()
            .metadata(metadata)
            .metricType(isAsWritten("metricType") ? written.metricType() : "")
            .triggerIndex(written.triggerIndex())
            .metricSource(written.metricSource())
            .defaultTimeout(written.defaultTimeout());
    authParams.forEach(input::authParam);
    return input.build();
  }
}
