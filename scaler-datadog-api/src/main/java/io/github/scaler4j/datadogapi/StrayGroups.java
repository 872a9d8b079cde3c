package io.github.scaler4j.datadogapi;

import io.github.scaler4j.trigger.DatadogQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Drops groups from the answers of questions that don't group: whatever index they carry, they
 * belong to a merged question of the same request. That one then seems to lack them, which ends its
 * use. A single series may well carry the tags that its query filters by.
 */
final class StrayGroups {

  private static final Pattern BY = Pattern.compile("}\\s*by\\s*\\{");

  private StrayGroups() {}

  static Reply.Answered drop(List<DatadogQuery> texts, Reply.Answered answered) {
    List<List<Series>> series = new ArrayList<>(answered.series());
    List<List<SeriesDetails>> details = new ArrayList<>(answered.details());
    for (int i = 0; i < texts.size(); i++) {
      if (details.get(i).stream().anyMatch(one -> !one.tags().isEmpty())
          && !BY.matcher(texts.get(i).text()).find()) {
        String text = texts.get(i).text();
        boolean hasUntagged = details.get(i).stream().anyMatch(one -> one.tags().isEmpty());
        List<Series> own = new ArrayList<>();
        List<SeriesDetails> ownDetails = new ArrayList<>();
        for (int j = 0; j < series.get(i).size(); j++) {
          List<String> tags = details.get(i).get(j).tags();
          if (hasUntagged ? tags.isEmpty() : tags.stream().allMatch(text::contains)) {
            own.add(series.get(i).get(j));
            ownDetails.add(details.get(i).get(j));
          }
        }
        series.set(i, own);
        details.set(i, ownDetails);
      }
    }
    return new Reply.Answered(answered.limits(), series, details);
  }
}
