package io.github.scaler4j.datadogapi.merging;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.trigger.DatadogQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * How many requests it takes to send all queries once.
 *
 * @param single if each is sent by itself
 * @param merged if families are sent with lists and no merged answer differs
 */
public record Forecast(long single, long merged) {

  // A comma between two queries or values, escaped.
  private static final int COMMA = 3;

  /**
   * Computes the forecast.
   *
   * @param queries the queries of one account
   * @param mostQueries how many a request may hold
   * @param mostCharacters how long a request's queries may be, escaped
   * @param escapedLength returns the length of a text in a URL
   */
  public static Forecast of(
      Collection<DatadogQuery> queries,
      int mostQueries,
      int mostCharacters,
      ToIntFunction<String> escapedLength) {
    Map<FamilyName, Integer> sizes = new HashMap<>();
    List<Map<FamilyName, Tag>> candidates = new ArrayList<>();
    SpaceNeeded single = new SpaceNeeded(mostQueries, mostCharacters, escapedLength);
    for (DatadogQuery query : queries) {
      single.add(query);
      Map<FamilyName, Tag> own = new HashMap<>();
      QueryShape.parse(query.text())
          .ifPresent(
              shape ->
                  shape.filter().forEach(tag -> own.put(FamilyName.of(shape, tag, query), tag)));
      own.keySet().forEach(name -> sizes.merge(name, 1, Integer::sum));
      candidates.add(own);
    }
    SpaceNeeded merged = new SpaceNeeded(mostQueries, mostCharacters, escapedLength);
    Set<FamilyName> listed = new HashSet<>();
    int i = 0;
    for (DatadogQuery query : queries) {
      Map<FamilyName, Tag> own = candidates.get(i++);
      Optional<FamilyName> largest =
          own.keySet().stream()
              .filter(name -> sizes.getOrDefault(name, 0) > 1)
              .max(Comparator.comparingInt(name -> sizes.getOrDefault(name, 0)));
      if (largest.isEmpty()) {
        merged.add(query);
        continue;
      }
      String value = requireNonNull(own.get(largest.get())).value();
      if (listed.add(largest.get())) {
        // The first member remains a single query, for the audit.
        merged.add(query);
        merged.add(largest.get().list(List.of(value)));
      } else {
        merged.addValue(value);
      }
    }
    return new Forecast(single.requests(), merged.requests());
  }

  /** The space that a round of requests needs. Confined to one call. */
  private static final class SpaceNeeded {
    private final int mostQueries;
    private final int mostCharacters;
    private final ToIntFunction<String> escapedLength;
    private long queries;
    private long characters;

    SpaceNeeded(int mostQueries, int mostCharacters, ToIntFunction<String> escapedLength) {
      this.mostQueries = mostQueries;
      this.mostCharacters = mostCharacters;
      this.escapedLength = escapedLength;
    }

    void add(DatadogQuery query) {
      queries += Math.max(1, query.topLevelQueries());
      addValue(query.text());
    }

    void addValue(String text) {
      characters += escapedLength.applyAsInt(text) + COMMA;
    }

    long requests() {
      return Math.max(
          (queries + mostQueries - 1) / mostQueries,
          (characters + mostCharacters - 1) / mostCharacters);
    }
  }

  /** Adds another account's. */
  public Forecast plus(Forecast other) {
    return new Forecast(single + other.single, merged + other.merged);
  }
}
