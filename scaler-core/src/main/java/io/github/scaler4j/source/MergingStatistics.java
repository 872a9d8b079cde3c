package io.github.scaler4j.source;

import io.github.scaler4j.source.MergingDifferenceEvent.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What merging has done, and what it could do. Immutable.
 *
 * <p>{@link #savedQueries()} by the 35 queries of a request is about how many requests were saved.
 */
public final class MergingStatistics {

  /** Nothing merged. */
  public static final MergingStatistics NONE =
      new MergingStatistics(0, 0, 0, 0, 0, new EnumMap<>(Reason.class), 0, 0);

  private final long members;
  private final long proven;
  private final long trials;
  private final long mergedAnswers;
  private final long savedQueries;
  private final Map<Reason, Long> differences;
  private final long singleRound;
  private final long mergedRound;

  private MergingStatistics(
      long members,
      long proven,
      long trials,
      long mergedAnswers,
      long savedQueries,
      Map<Reason, Long> differences,
      long singleRound,
      long mergedRound) {
    this.members = members;
    this.proven = proven;
    this.trials = trials;
    this.mergedAnswers = mergedAnswers;
    this.savedQueries = savedQueries;
    this.differences = Map.copyOf(differences);
    this.singleRound = singleRound;
    this.mergedRound = mergedRound;
  }

  /**
   * Makes statistics.
   *
   * @param members queries that have a family
   * @param proven those whose merged answers are used
   * @param differences how often a merged answer was not what it should be, by reason
   * @return without trials and answers
   */
  public static MergingStatistics of(long members, long proven, Map<Reason, Long> differences) {
    return new MergingStatistics(members, proven, 0, 0, 0, differences, 0, 0);
  }

  /**
   * Adds what was counted.
   *
   * @param moreTrials comparisons with a query's own answer
   * @param moreAnswers merged answers that were used
   * @param moreSaved queries that requests did not carry
   * @return the sum
   */
  public MergingStatistics plus(long moreTrials, long moreAnswers, long moreSaved) {
    return new MergingStatistics(
        members,
        proven,
        trials + moreTrials,
        mergedAnswers + moreAnswers,
        savedQueries + moreSaved,
        differences,
        singleRound,
        mergedRound);
  }

  /**
   * Adds what a round of requests takes.
   *
   * @param single requests that ask each query by itself
   * @param merged requests that ask families as one
   * @return the same, with these numbers
   */
  public MergingStatistics withRound(long single, long merged) {
    return new MergingStatistics(
        members, proven, trials, mergedAnswers, savedQueries, differences, single, merged);
  }

  /**
   * Adds another account's.
   *
   * @param other its statistics
   * @return the sum
   */
  public MergingStatistics plus(MergingStatistics other) {
    Map<Reason, Long> all = new EnumMap<>(Reason.class);
    all.putAll(differences);
    other.differences.forEach((reason, count) -> all.merge(reason, count, Long::sum));
    return new MergingStatistics(
        members + other.members,
        proven + other.proven,
        trials + other.trials,
        mergedAnswers + other.mergedAnswers,
        savedQueries + other.savedQueries,
        all,
        singleRound + other.singleRound,
        mergedRound + other.mergedRound);
  }

  /**
   * Returns how many live queries have a family.
   *
   * @return a snapshot; 0 if merging is off
   */
  public long members() {
    return members;
  }

  /**
   * Returns for how many live queries merged answers are used.
   *
   * @return a snapshot
   */
  public long proven() {
    return proven;
  }

  /**
   * Returns how many merged answers were compared with a query's own answer.
   *
   * @return since the source was made
   */
  public long trials() {
    return trials;
  }

  /**
   * Returns how many merged answers were used.
   *
   * @return since the source was made
   */
  public long mergedAnswers() {
    return mergedAnswers;
  }

  /**
   * Returns how many queries the requests did not have to carry, less those carried for proof.
   *
   * @return since the source was made; may be negative at first
   */
  public long savedQueries() {
    return savedQueries;
  }

  /**
   * Returns how often a merged answer was not what it should be.
   *
   * @return counts by reason, since the source was made
   */
  public Map<Reason, Long> differences() {
    return differences;
  }

  /**
   * Returns how many requests it takes to ask all live queries once, each by itself.
   *
   * @return an estimate
   */
  public long singleRound() {
    return singleRound;
  }

  /**
   * Returns how many requests it takes, or would take, to ask all live queries once with merging,
   * if all merged answers are as they should be. Known with merging off too.
   *
   * @return an estimate
   */
  public long mergedRound() {
    return mergedRound;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof MergingStatistics other
        && members == other.members
        && proven == other.proven
        && trials == other.trials
        && mergedAnswers == other.mergedAnswers
        && savedQueries == other.savedQueries
        && differences.equals(other.differences)
        && singleRound == other.singleRound
        && mergedRound == other.mergedRound;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        members,
        proven,
        trials,
        mergedAnswers,
        savedQueries,
        differences,
        singleRound,
        mergedRound);
  }

  @Override
  public String toString() {
    return "MergingStatistics[members "
        + members
        + ", proven "
        + proven
        + ", trials "
        + trials
        + ", mergedAnswers "
        + mergedAnswers
        + ", savedQueries "
        + savedQueries
        + ", differences "
        + differences
        + ", singleRound "
        + singleRound
        + ", mergedRound "
        + mergedRound
        + "]";
  }
}
