package io.github.scaler4j.datadogapi.merging;

import io.github.scaler4j.source.MergingDifferenceEvent.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a composed request's answers.
 *
 * @param answers for each query that the request serves, in order
 * @param differences what was wrong with merged answers
 */
public record Judgement(List<Answer> answers, List<Difference> differences) {

  /** The answer to one query. */
  public sealed interface Answer {}

  /**
   * Its own answer.
   *
   * @param text its place in the request
   */
  public record Own(int text) implements Answer {}

  /**
   * Its family's answer, which has been proven equal to its own.
   *
   * @param group the query's group
   */
  public record Merged(Group group) implements Answer {}

  /** No trustworthy answer: the query must be sent by itself. */
  public record AskAgain() implements Answer {}

  /**
   * A merged answer that differed from a query's own.
   *
   * @param query the query's text
   * @param mergedQuery the merged query's text
   * @param reason what was wrong
   * @param own its own answer, if it has one
   * @param merged the merged answer, if there is one
   */
  public record Difference(
      String query,
      String mergedQuery,
      Reason reason,
      @Nullable Group own,
      @Nullable Group merged) {}
}
