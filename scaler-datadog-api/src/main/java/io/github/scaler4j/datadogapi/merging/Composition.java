package io.github.scaler4j.datadogapi.merging;

import io.github.scaler4j.trigger.DatadogQuery;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request, and which of its answers belongs to which query. Immutable.
 *
 * @param texts the queries of the request, in order
 * @param asked for each query that the request serves, in the plan's order, where its answer is
 * @param openTrials open queries that are compared with lists
 */
public record Composition(List<DatadogQuery> texts, List<Asked> asked, List<OpenTrial> openTrials) {

  /**
   * A merged query.
   *
   * @param text its place in the request
   * @param family its family
   * @param open whether it has no list of values
   * @param values how many members it is sent for
   */
  record MergedQuery(int text, Family family, boolean open, int values) {}

  /**
   * A query that the request serves.
   *
   * @param query the query
   * @param ownText where it is sent by itself, or -1
   * @param mergedQuery where it is sent with its family, or null
   * @param member its state, or null if it can't be merged
   * @param group its tags in the answer to the merged query; empty if it can't be merged
   */
  record Asked(
      Mergeable query,
      int ownText,
      @Nullable MergedQuery mergedQuery,
      @Nullable Member member,
      Set<String> group) {

    static Asked of(
        Mergeable query, int ownText, @Nullable MergedQuery mergedQuery, @Nullable Member member) {
      Set<String> group = member == null ? Set.of() : member.group();
      return new Asked(query, ownText, mergedQuery, member, group);
    }

    boolean isAskedAlone() {
      return ownText >= 0;
    }

    /**
     * Returns where it is sent with its family. Also null if its member has chosen a larger family
     * since then, because that answer says nothing about the member any more.
     */
    @Nullable MergedQuery current() {
      return mergedQuery != null && member != null && mergedQuery.family() == member.family()
          ? mergedQuery
          : null;
    }
  }

  /**
   * An open query, and the list that it may replace.
   *
   * @param text its place in the request
   * @param list the list
   */
  record OpenTrial(int text, MergedQuery list) {}

  /** Returns whether the request sends each query by itself and nothing else. */
  public boolean isPlain() {
    return openTrials.isEmpty() && asked.stream().allMatch(one -> one.mergedQuery() == null);
  }
}
