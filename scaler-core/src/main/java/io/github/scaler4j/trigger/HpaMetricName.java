package io.github.scaler4j.trigger;

/** The metric's name as the HorizontalPodAutoscaler sees it. */
final class HpaMetricName {

  private HpaMetricName() {}

  /**
   * Names the metric of an API trigger: the trigger's index, then the text before the query's first
   * brace, whatever it contains.
   */
  static String ofQuery(int triggerIndex, String query) {
    int brace = query.indexOf('{');
    String head = brace < 0 ? query : query.substring(0, brace);
    return "s" + triggerIndex + "-" + normalize("datadog-" + head);
  }

  /** Names the metric of an agent trigger; KEDA gives it no index. */
  static String ofDatadogMetric(String namespace, String name) {
    return "datadogmetric@" + namespace + ":" + name;
  }

  /** KEDA's {@code pkg/util/normalize_string.go}: these characters and no others. */
  private static String normalize(String name) {
    StringBuilder normal = new StringBuilder(name);
    for (int i = 0; i < normal.length(); i++) {
      if ("/.:%()".indexOf(normal.charAt(i)) >= 0) {
        normal.setCharAt(i, '-');
      }
    }
    return normal.toString();
  }
}
