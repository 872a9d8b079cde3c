package io.github.scaler4j.datadogapi.merging;

import io.github.scaler4j.trigger.DatadogQuery;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many queries would be saved if each family were sent as one, while merging is off.
 * Confined to its owner.
 */
public final class Census {

  // A member's value takes about a ninth of the space of a single query; the text that all members
  // share takes about two thirds of one.
  private static final double MEMBERS_PER_QUERY = 9;
  private static final double COMMON_MEMBERS = 6;

  // By the hash of a family's name, which is much smaller; equal hashes are rare.
  private final Map<Integer, Integer> sizes = new HashMap<>();
  private int parsed;

  /** Counts a query. */
  public void add(DatadogQuery query) {
    count(query, 1);
  }

  /** Removes a query from the count. */
  public void remove(DatadogQuery query) {
    count(query, -1);
  }

  private void count(DatadogQuery query, int change) {
    QueryShape.parse(query.text())
        .ifPresent(
            shape -> {
              parsed += change;
              for (Tag tag : shape.filter()) {
                sizes.merge(FamilyName.of(shape, tag, query).hashCode(), change, Census::sum);
              }
            });
  }

  private static @Nullable Integer sum(Integer one, Integer other) {
    int sum = one + other;
    return sum == 0 ? null : sum;
  }

  /** Returns how many queries would be saved, measured by the space that they take. */
  public int saved() {
    double saved = 0;
    int members = 0;
    for (int size : sizes.values()) {
      if (size > 1) {
        members += size;
        saved += size - (size + COMMON_MEMBERS) / MEMBERS_PER_QUERY;
      }
    }
    // A query with several tags may be in several families, but is merged in one.
    return (int) (members > parsed ? saved * parsed / members : saved);
  }
}
