package io.github.scaler4j.datadogapi;

import io.github.scaler4j.trigger.DatadogQuery;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds groups among the answers of queries without a grouping. They belong to a merged query of
 * the same request, whatever index they carry, so no answer of that request can be trusted.
 */
final class StrayGroups {

  private static final Pattern BY = Pattern.compile("}\\s*by\\s*\\{");

  private StrayGroups() {}

  static boolean areIn(List<DatadogQuery> texts, Reply.Answered answered) {
    for (int i = 0; i < texts.size(); i++) {
      if (answered.details().get(i).stream().anyMatch(series -> !series.tags().isEmpty())
          && !BY.matcher(texts.get(i).text()).find()) {
        return true;
      }
    }
    return false;
  }
}
