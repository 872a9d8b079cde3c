package io.github.scaler4j.manifest;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names that KEDA reads in one place of a manifest; other names have no effect there. */
record KnownNames(List<String> names) {

  static final KnownNames KINDS =
      of(
          "ScaledObject ScaledJob TriggerAuthentication ClusterTriggerAuthentication"
              + " CloudEventSource ClusterCloudEventSource");
  static final KnownNames SCALED_OBJECT =
      of(
          "scaleTargetRef pollingInterval initialCooldownPeriod cooldownPeriod idleReplicaCount"
              + " minReplicaCount maxReplicaCount advanced triggers fallback");
  static final KnownNames SCALE_TARGET = of("apiVersion kind name envSourceContainerName");
  static final KnownNames FALLBACK = of("failureThreshold replicas behavior");
  static final KnownNames ADVANCED =
      of("horizontalPodAutoscalerConfig restoreToOriginalReplicaCount scalingModifiers");
  static final KnownNames TRIGGER =
      of("type name useCachedMetrics metadata authenticationRef metricType");
  static final KnownNames AUTHENTICATION_REF = of("name kind");
  static final KnownNames METADATA =
      of(
          "query queryValue targetValue activationQueryValue activationTargetValue queryAggregator"
              + " age timeWindowOffset lastAvailablePointOffset metricUnavailableValue timeout type"
              + " hpaMetricName useClusterAgentProxy datadogMetricName datadogMetricNamespace");
  static final KnownNames AUTHENTICATION =
      of(
          "podIdentity secretTargetRef configMapTargetRef env hashiCorpVault azureKeyVault"
              + " gcpSecretManager awsSecretManager filePath boundServiceAccountToken oauth2");
  static final KnownNames SECRET_TARGET = of("parameter name key");
  static final KnownNames VARIABLE = of("parameter name containerName");
  static final KnownNames BOUND_TOKEN = of("parameter serviceAccountName");
  static final KnownNames AUTH_PARAMETERS =
      of(
          "apiKey appKey datadogSite datadogNamespace datadogMetricsService"
              + " datadogMetricsServicePort unsafeSsl authMode token ca serverName");
  static final KnownNames METRIC = of("query maxAge timeWindow externalMetricName");
  static final KnownNames METRICS_SERVER =
      of("enabled wpaController useDatadogMetrics registerAPIService port endpoint");

  KnownNames {
    names = List.copyOf(names);
  }

  private static KnownNames of(String names) {
    return new KnownNames(List.of(names.split(" ")));
  }

  boolean contains(String name) {
    return names.contains(name);
  }

  /** Adds a problem for each field with another name. */
  void checkFields(ManifestNode node) {
    if (node.isMapping()) {
      node.fields().forEach((name, field) -> check(name, field, node.fields().keySet()));
    }
  }

  /** Adds problems for the unknown fields of each mapping of a list. */
  void checkItems(ManifestNode list) {
    if (list.isList()) {
      list.items().forEach(this::checkFields);
    }
  }

  void check(String name, ManifestNode place, Collection<String> taken) {
    if (!contains(name)) {
      place.problem(unknown(name, nearest(name, taken).map(Near::name)));
    }
  }

  /**
   * Adds a problem for a name that is not known here, but may be known in another place.
   *
   * @param taken the names that are used here
   * @param elsewhere the names of the other place
   * @param advice says where those names belong; follows "which"
   */
  void check(
      String name,
      ManifestNode place,
      Collection<String> taken,
      KnownNames elsewhere,
      String advice) {
    if (!contains(name)) {
      Optional<String> here = meant(name, taken, elsewhere);
      place.problem(
          unknown(
              name,
              here.isPresent()
                  ? here
                  : elsewhere
                      .nearest(name, List.of())
                      .map(near -> near.name + ", which " + advice)));
    }
  }

  /**
   * Returns the known name that an unknown one probably means.
   *
   * @param taken the names that are used here
   * @param elsewhere the names of another place; empty if one of them is nearer
   */
  Optional<String> meant(String name, Collection<String> taken, KnownNames elsewhere) {
    int other = elsewhere.nearest(name, List.of()).map(Near::distance).orElse(Integer.MAX_VALUE);
    return nearest(name, taken).filter(near -> near.distance <= other).map(Near::name);
  }

  private static String unknown(String name, Optional<String> meant) {
    return ManifestNode.quote(name)
        + " is unknown here"
        + meant.map(known -> "; did you mean " + known + "?").orElse("");
  }

  /** A known name, and in how much another one differs from it. */
  private record Near(String name, int distance) {}

  /** Returns the nearest unused name, unless all differ too much. */
  private Optional<Near> nearest(String name, Collection<String> taken) {
    int most = Math.max(2, name.length() / 2);
    return names.stream()
        .filter(known -> !taken.contains(known))
        .map(known -> new Near(known, distance(name, known)))
        .filter(near -> near.distance <= most)
        .min(Comparator.comparingInt(Near::distance));
  }

  /**
   * Returns the number of edits from one to the other: none if only the case differs, one for a
   * missing beginning.
   */
  private static int distance(String left, String right) {
    String from = left.substring(0, Math.min(left.length(), 100)).toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    if (to.endsWith(from)) {
      return from.length() == to.length() ? 0 : 1;
    }
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
