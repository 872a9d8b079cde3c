package io.github.scaler4j.datadogapi.merging;

import io.github.scaler4j.trigger.DatadogQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * How many requests it takes to ask all queries once.
 *
 * @param single each by itself
 * @param merged with families asked by lists, if all merged answers are as they should be
 */
public record Forecast(long single, long merged) {

  // A comma between two queries or values, escaped.
  private static final int COMMA = 3;

  /**
   * Reckons.
   *
   * @param queries the queries of one account
   * @param mostQueries how many a request may hold
   * @param mostCharacters how long a request's queries may be, escaped
   * @param escapedLength tells how long a text is in a URL
   */
  public static Forecast of(
      Collection<DatadogQuery> queries,
      int mostQueries,
      int mostCharacters,
      ToIntFunction<String> escapedLength) {
    Map<FamilyName, Integer> sizes = new HashMap<>();
    List<Map<FamilyName, Tag>> candidates = new ArrayList<>();
    double singleRoom = 0;
    for (DatadogQuery query : queries) {
      singleRoom += room(query, mostQueries, mostCharacters, escapedLength);
      Map<FamilyName, Tag> own = new HashMap<>();
      Optional<QueryShape> shape = QueryShape.parse(query.text());
      shape.ifPresent(
          parsed ->
              parsed.filter().forEach(tag -> own.put(FamilyName.of(parsed, tag, query), tag)));
      own.keySet().forEach(name -> sizes.merge(name, 1, Integer::sum));
      candidates.add(own);
    }
    double mergedRoom = 0;
    Map<FamilyName, Integer> members = new HashMap<>();
    int i = 0;
    for (DatadogQuery query : queries) {
      Map<FamilyName, Tag> own = candidates.get(i++);
      Optional<FamilyName> largest =
          own.keySet().stream()
              .filter(name -> sizes.get(name) > 1)
              .max((one, other) -> Integer.compare(sizes.get(one), sizes.get(other)));
      // The first member stays a single query, for the audit.
      if (largest.isEmpty() || members.merge(largest.get(), 1, Integer::sum) == 1) {
        mergedRoom += room(query, mostQueries, mostCharacters, escapedLength);
      }
      if (largest.isPresent()) {
        Tag tag = own.get(largest.get());
        int value = escapedLength.applyAsInt(tag.value()) + COMMA;
        DatadogQuery list = largest.get().list(List.of(tag.value()));
        mergedRoom +=
            members.get(largest.get()) == 1
                ? room(list, mostQueries, mostCharacters, escapedLength)
                : (double) value / mostCharacters;
      }
    }
    return new Forecast((long) Math.ceil(singleRoom), (long) Math.ceil(mergedRoom));
  }

  // Which part of a request a query fills.
  private static double room(
      DatadogQuery query,
      int mostQueries,
      int mostCharacters,
      ToIntFunction<String> escapedLength) {
    double ofQueries = (double) Math.max(1, query.topLevelQueries()) / mostQueries;
    int length = escapedLength.applyAsInt(query.text()) + COMMA;
    return Math.min(1, Math.max(ofQueries, (double) length / mostCharacters));
  }

  /** Adds another account's. */
  public Forecast plus(Forecast other) {
    return new Forecast(single + other.single, merged + other.merged);
  }
}
