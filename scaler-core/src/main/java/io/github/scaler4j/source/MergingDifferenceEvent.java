package io.github.scaler4j.source;

import java.util.OptionalDouble;

/**
 * A merged answer that differed from a query's own answer. It was not used.
 *
 * @param host the host that answered
 * @param query the query's text
 * @param mergedQuery the text of the merged query
 * @param reason what was wrong
 * @param own the value of the query's own answer, if the query was sent by itself and has one
 * @param merged the value of the merged answer, if it has one
 */
public record MergingDifferenceEvent(
    String host,
    String query,
    String mergedQuery,
    Reason reason,
    OptionalDouble own,
    OptionalDouble merged) {

  /** What was wrong with a merged answer. */
  public enum Reason {
    /** The value, the time of the point, or the set of points differs. */
    VALUE,
    /** Only one of the two answers has a value. */
    PRESENCE,
    /** A series has several values of the tag that the family varies in. */
    SEVERAL_VALUES,
    /** The answer contained a group that was not asked for. */
    UNASKED_GROUP,
    /** The answer contained a group twice. */
    DUPLICATE_GROUP,
    /** The request failed, or its groups could not be distinguished from single series. */
    FAILED_REQUEST
  }
}
