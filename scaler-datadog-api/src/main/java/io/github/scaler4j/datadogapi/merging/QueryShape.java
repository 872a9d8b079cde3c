package io.github.scaler4j.datadogapi.merging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a query that could be sent together with others of its family: one metric, exact
 * tags joined by commas, and functions that work on each group separately.
 *
 * <p>Any other query has no shape: wildcards, negation, boolean filters, templates, values that
 * Datadog would rewrite, functions that rank or forecast, arithmetic.
 *
 * @param metric the space aggregation, if any, and the metric's name
 * @param filter at least one tag, with different keys
 * @param groupKeys the keys of {@code by {..}}, each fixed by the filter
 * @param functions the functions after it, without spaces
 */
record QueryShape(String metric, List<Tag> filter, List<String> groupKeys, String functions) {

  private static final Pattern QUERY =
      Pattern.compile(
          "((?:(?:sum|avg|min|max):)?[a-zA-Z][a-zA-Z0-9_.]*)"
              + "\\{([^{}]*)}"
              + "(?:\\s*by\\s*\\{([^{}]*)})?"
              + "((?:\\s*\\.(?:as_count\\(\\)|as_rate\\(\\)|rollup\\([a-z0-9_,\\s]*\\)"
              + "|fill\\([a-z0-9_,\\s]*\\)))*)");

  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_./-]*");

  // Datadog writes other values in this form, so their groups would have other names.
  private static final Pattern VALUE = Pattern.compile("[a-z0-9_:./-]+");

  private static final Set<String> OPERATORS = Set.of("and", "or", "not", "in");
  private static final int LONGEST_TAG = 200;

  /**
   * Parses a query.
   *
   * @return empty if it must always be sent by itself
   */
  static Optional<QueryShape> parse(String text) {
    Matcher query = QUERY.matcher(text.strip());
    if (!query.matches()) {
      return Optional.empty();
    }
    List<Tag> filter = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (String part : query.group(2).split(",", -1)) {
      int colon = part.indexOf(':');
      if (colon < 0) {
        return Optional.empty();
      }
      Tag tag = new Tag(part.substring(0, colon).strip(), part.substring(colon + 1).strip());
      if (!isExact(tag) || !keys.add(tag.key())) {
        return Optional.empty();
      }
      filter.add(tag);
    }
    List<String> groupKeys = new ArrayList<>();
    if (query.group(3) != null) {
      for (String key : query.group(3).split(",", -1)) {
        groupKeys.add(key.strip());
      }
    }
    return keys.containsAll(groupKeys)
        ? Optional.of(
            new QueryShape(query.group(1), filter, groupKeys, query.group(4).replaceAll("\\s", "")))
        : Optional.empty();
  }

  private static boolean isExact(Tag tag) {
    return KEY.matcher(tag.key()).matches()
        && VALUE.matcher(tag.value()).matches()
        && !OPERATORS.contains(tag.value())
        && !OPERATORS.contains(tag.key())
        && tag.toString().length() <= LONGEST_TAG;
  }
}
