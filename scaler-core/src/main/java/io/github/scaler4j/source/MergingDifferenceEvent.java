package io.github.scaler4j.source;

import java.util.OptionalDouble;

/**
 * A merged answer that differed from a query's own answer. The merged answer was not used.
 * Immutable.
 */
public final class MergingDifferenceEvent {

  /** What was wrong with a merged answer. */
  public enum Reason {
    /** The value, the time of the point, or the set of points differs. */
    VALUE,
    /** Only one of the two answers has a value. */
    PRESENCE,
    /** A series has several values of the family's varying tag. */
    SEVERAL_VALUES,
    /** The answer contained a group that was not asked for. */
    UNASKED_GROUP,
    /** The answer contained a group twice. */
    DUPLICATE_GROUP,
    /** The request failed, or its groups could not be distinguished from single series. */
    FAILED_REQUEST
  }

  private final String host;
  private final String query;
  private final String mergedQuery;
  private final Reason reason;
  private final OptionalDouble own;
  private final OptionalDouble merged;

  private MergingDifferenceEvent(
      String host,
      String query,
      String mergedQuery,
      Reason reason,
      OptionalDouble own,
      OptionalDouble merged) {
    this.host = host;
    this.query = query;
    this.mergedQuery = mergedQuery;
    this.reason = reason;
    this.own = own;
    this.merged = merged;
  }

  /**
   * Creates the event of two answers whose values are not known.
   *
   * @param host the host that answered
   * @param query the query's text
   * @param mergedQuery the text of the merged query
   * @param reason what was wrong
   */
  public static MergingDifferenceEvent of(
      String host, String query, String mergedQuery, Reason reason) {
    return new MergingDifferenceEvent(
        host, query, mergedQuery, reason, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /**
   * Returns the same event with values.
   *
   * @param own the value of the query's own answer, if the query was sent by itself and has one
   * @param merged the value of the merged answer, if it has one
   */
  public MergingDifferenceEvent withValues(OptionalDouble own, OptionalDouble merged) {
    return new MergingDifferenceEvent(host, query, mergedQuery, reason, own, merged);
  }

  /** Returns the host that answered. */
  public String host() {
    return host;
  }

  /** Returns the query's text. */
  public String query() {
    return query;
  }

  /** Returns the text of the merged query. */
  public String mergedQuery() {
    return mergedQuery;
  }

  /** Returns what was wrong. */
  public Reason reason() {
    return reason;
  }

  /** Returns the value of the query's own answer, if the query was sent by itself and has one. */
  public OptionalDouble own() {
    return own;
  }

  /** Returns the value of the merged answer, if it has one. */
  public OptionalDouble merged() {
    return merged;
  }
}
