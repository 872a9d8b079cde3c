package io.github.scaler4j.datadogapi.merging;

import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The parts that the queries of one family have in common: all but the value of one tag.
 *
 * @param metric the space aggregation, if any, and the metric's name
 * @param constants the other tags, by key
 * @param varying the key whose value differs
 * @param groupKeys what the merged query groups by: the varying key, and the queries' own keys
 * @param functions the functions after the filter
 * @param age how far the window reaches back
 * @param offset how far before now it ends
 * @param pointOffset how many points to go back from the last one
 */
record FamilyName(
    String metric,
    List<Tag> constants,
    String varying,
    Set<String> groupKeys,
    String functions,
    Duration age,
    Duration offset,
    long pointOffset) {

  // Without it, Datadog interpolates gauges in groups, whose points are aligned. A single query has
  // no other group to align with.
  private static final String NO_INTERPOLATION = ".fill(null)";

  /** Returns the name of the family in which a tag of the query varies. */
  static FamilyName of(QueryShape shape, Tag varying, DatadogQuery query) {
    List<Tag> constants =
        shape.filter().stream()
            .filter(tag -> !tag.equals(varying))
            .sorted(Comparator.comparing(Tag::key))
            .toList();
    Set<String> groupKeys = new TreeSet<>(shape.groupKeys());
    groupKeys.add(varying.key());
    return new FamilyName(
        shape.metric(),
        constants,
        varying.key(),
        groupKeys,
        shape.functions(),
        query.age(),
        query.timeWindowOffset(),
        query.lastAvailablePointOffset());
  }

  /**
   * Returns the query for a list of values. Next to {@code IN}, Datadog returns no series and no
   * error for a comma, so the constants are joined by {@code AND}.
   */
  DatadogQuery list(Collection<String> values) {
    String filter =
        constants.stream().map(tag -> tag + " AND ").collect(Collectors.joining())
            + varying
            + " IN ("
            + String.join(",", values)
            + ")";
    return query(filter);
  }

  /** Returns the query for all existing values. */
  DatadogQuery open() {
    return query(
        constants.isEmpty()
            ? "*"
            : constants.stream().map(Tag::toString).collect(Collectors.joining(",")));
  }

  private DatadogQuery query(String filter) {
    String text =
        metric
            + "{"
            + filter
            + "} by {"
            + String.join(",", groupKeys)
            + "}"
            + functions
            + (functions.contains(".fill(") ? "" : NO_INTERPOLATION);
    return DatadogQuery.of(text, age, offset, pointOffset);
  }

  /** Returns the tags of a value's group. */
  Set<String> group(String value) {
    Set<String> tags = new HashSet<>();
    tags.add(varying + ":" + value);
    for (Tag tag : constants) {
      if (groupKeys.contains(tag.key())) {
        tags.add(tag.toString());
      }
    }
    return tags;
  }
}
