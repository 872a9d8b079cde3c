package io.github.scaler4j.datadogapi.merging;

import io.github.scaler4j.source.MergingDifferenceEvent.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answer to a merged query, by group. Confined to the judge. */
final class MergedAnswer {

  private final Map<Set<String>, Group> groups = new HashMap<>();
  private @Nullable Reason fault;

  /**
   * Reads an answer and checks it for faults.
   *
   * @param expected the groups of the members that it is sent for
   * @param open whether it may hold other groups
   */
  MergedAnswer(List<Group> answer, Set<Set<String>> expected, boolean open) {
    Set<String> wanted = new HashSet<>();
    expected.forEach(wanted::addAll);
    for (Group group : answer) {
      boolean isExpected = expected.contains(group.tags());
      if (groups.put(group.tags(), group) != null) {
        fault = Reason.DUPLICATE_GROUP;
      } else if (!isExpected && hasSeveralValues(group, wanted)) {
        fault = Reason.SEVERAL_VALUES;
      } else if (!isExpected && !open) {
        fault = Reason.UNASKED_GROUP;
      }
    }
  }

  // Such a series counts for each of its values in single queries.
  private static boolean hasSeveralValues(Group group, Set<String> wanted) {
    Set<String> keys = new HashSet<>();
    boolean several = false;
    boolean concerns = false;
    for (String tag : group.tags()) {
      for (String single : tag.split(",", -1)) {
        several |= !keys.add(single.substring(0, single.indexOf(':') + 1));
        concerns |= wanted.contains(single);
      }
    }
    return several && concerns;
  }

  /** Returns the fault of the answer as a whole, or null. */
  @Nullable Reason fault() {
    return fault;
  }

  @Nullable Group of(Set<String> tags) {
    return groups.get(tags);
  }

  int size() {
    return groups.size();
  }
}
