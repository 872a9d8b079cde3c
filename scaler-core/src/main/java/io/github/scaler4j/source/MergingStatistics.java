package io.github.scaler4j.source;

import io.github.scaler4j.source.MergingDifferenceEvent.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What merging has done since the source was created, and what it could do. Immutable.
 *
 * <p>{@link #savedQueries()} divided by the 35 queries of a request is roughly the number of saved
 * requests.
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
   * Creates statistics.
   *
   * @param members queries that belong to a family
   * @param proven those whose merged answers are used
   * @param differences how often a merged answer differed, by reason
   * @return statistics without trials and answers
   */
  public static MergingStatistics of(long members, long proven, Map<Reason, Long> differences) {
    return new MergingStatistics(members, proven, 0, 0, 0, differences, 0, 0);
  }

  /**
   * Returns these statistics with the given counts added.
   *
   * @param moreTrials comparisons with a query's own answer
   * @param moreAnswers merged answers that were used
   * @param moreSaved queries that requests did not carry
   * @return the sum
   */
  public MergingStatistics withMore(long moreTrials, long moreAnswers, long moreSaved) {
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
   * Sets how many requests it takes to send all queries once.
   *
   * @param single requests that send each query by itself
   * @param merged requests that send families as one
   * @return new statistics with these numbers
   */
  public MergingStatistics withRound(long single, long merged) {
    return new MergingStatistics(
        members, proven, trials, mergedAnswers, savedQueries, differences, single, merged);
  }

  /**
   * Adds another account's statistics.
   *
   * @param other the statistics
   * @return the sum
   */
  public MergingStatistics plus(MergingStatistics other) {
    return new MergingStatistics(
        members + other.members,
        proven + other.proven,
        trials + other.trials,
        mergedAnswers + other.mergedAnswers,
        savedQueries + other.savedQueries,
        Counts.of(differences).plus(Counts.of(other.differences)).toMap(),
        singleRound + other.singleRound,
        mergedRound + other.mergedRound);
  }

  /**
   * Returns how many live queries belong to a family.
   *
   * @return a snapshot; 0 if merging is off
   */
  public long members() {
    return members;
  }

  /** Returns how many live queries use merged answers. */
  public long proven() {
    return proven;
  }

  /** Returns how many merged answers were compared with a query's own answer. */
  public long trials() {
    return trials;
  }

  /** Returns how many merged answers were used. */
  public long mergedAnswers() {
    return mergedAnswers;
  }

  /**
   * Returns how many queries merging saved, less those sent for comparison.
   *
   * @return the count since the source was created; may be negative at first
   */
  public long savedQueries() {
    return savedQueries;
  }

  /**
   * Returns how often a merged answer differed from a query's own.
   *
   * @return counts by reason, since the source was created
   */
  public Map<Reason, Long> differences() {
    return differences;
  }

  /**
   * Returns how many requests it takes to send all live queries once without merging.
   *
   * @return an estimate
   */
  public long singleRound() {
    return singleRound;
  }

  /**
   * Returns how many requests it takes, or would take, to send all live queries once with merging,
   * if no merged answer differs. Also known if merging is off.
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
