package io.github.scaler4j.source;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a source holds, and what it has done since it was made. Immutable; equal if all numbers are.
 *
 * <p>A read that finds its scaler's own value fresh never reaches the source and is not counted.
 */
public final class SourceStatistics {

  /** Nothing held, nothing done. */
  public static final SourceStatistics NONE = builder().build();

  private final long liveQueries;
  private final long forgottenQueries;
  private final long reads;
  private final long cacheHits;
  private final long staleAnswers;
  private final long requests;
  private final long queries;
  private final MergingStatistics merging;

  private SourceStatistics(Builder builder) {
    this.liveQueries = builder.liveQueries;
    this.forgottenQueries = builder.forgottenQueries;
    this.reads = builder.reads;
    this.cacheHits = builder.cacheHits;
    this.staleAnswers = builder.staleAnswers;
    this.requests = builder.requests;
    this.queries = builder.queries;
    this.merging = builder.merging;
  }

  /**
   * Starts with zeros.
   *
   * @return a new builder, to be used by one thread
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns how many distinct queries or metrics somebody reads at present.
   *
   * @return a snapshot
   */
  public long liveQueries() {
    return liveQueries;
  }

  /**
   * Returns how many were forgotten because nobody read them, or for want of room.
   *
   * @return since the source was made
   */
  public long forgottenQueries() {
    return forgottenQueries;
  }

  /**
   * Returns how many reads reached the source.
   *
   * @return since the source was made
   */
  public long reads() {
    return reads;
  }

  /**
   * Returns how many reads were answered at once with a fresh value of another read.
   *
   * @return since the source was made
   */
  public long cacheHits() {
    return cacheHits;
  }

  /**
   * Returns how many reads were answered with a value older than it should be.
   *
   * @return since the source was made
   */
  public long staleAnswers() {
    return staleAnswers;
  }

  /**
   * Returns how many requests have ended, with whatever status.
   *
   * @return since the source was made
   */
  public long requests() {
    return requests;
  }

  /**
   * Returns how many queries these requests carried.
   *
   * @return since the source was made
   */
  public long queries() {
    return queries;
  }

  /**
   * Returns what was merged.
   *
   * @return {@link MergingStatistics#NONE} if merging is off
   */
  public MergingStatistics merging() {
    return merging;
  }

  /**
   * Starts with these numbers.
   *
   * @return a new builder, to be used by one thread
   */
  public Builder toBuilder() {
    return builder()
        .liveQueries(liveQueries)
        .forgottenQueries(forgottenQueries)
        .reads(reads)
        .cacheHits(cacheHits)
        .staleAnswers(staleAnswers)
        .requests(requests)
        .queries(queries)
        .merging(merging);
  }

  /**
   * Adds what another source holds and has done.
   *
   * @param other the other source's
   * @return the sums
   */
  public SourceStatistics plus(SourceStatistics other) {
    return builder()
        .liveQueries(liveQueries + other.liveQueries)
        .forgottenQueries(forgottenQueries + other.forgottenQueries)
        .reads(reads + other.reads)
        .cacheHits(cacheHits + other.cacheHits)
        .staleAnswers(staleAnswers + other.staleAnswers)
        .requests(requests + other.requests)
        .queries(queries + other.queries)
        .merging(merging.plus(other.merging))
        .build();
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof SourceStatistics other
        && liveQueries == other.liveQueries
        && forgottenQueries == other.forgottenQueries
        && reads == other.reads
        && cacheHits == other.cacheHits
        && staleAnswers == other.staleAnswers
        && requests == other.requests
        && queries == other.queries
        && merging.equals(other.merging);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        liveQueries, forgottenQueries, reads, cacheHits, staleAnswers, requests, queries, merging);
  }

  @Override
  public String toString() {
    return "SourceStatistics[liveQueries="
        + liveQueries
        + ", forgottenQueries="
        + forgottenQueries
        + ", reads="
        + reads
        + ", cacheHits="
        + cacheHits
        + ", staleAnswers="
        + staleAnswers
        + ", requests="
        + requests
        + ", queries="
        + queries
        + ", merging="
        + merging
        + "]";
  }

  /** Collects the numbers, each zero unless set; not thread-safe. */
  public static final class Builder {
    private long liveQueries;
    private long forgottenQueries;
    private long reads;
    private long cacheHits;
    private long staleAnswers;
    private long requests;
    private long queries;
    private MergingStatistics merging = MergingStatistics.NONE;

    private Builder() {}

    /**
     * Sets {@link SourceStatistics#liveQueries()}.
     *
     * @param count how many
     * @return this
     */
    public Builder liveQueries(long count) {
      this.liveQueries = count;
      return this;
    }

    /**
     * Sets {@link SourceStatistics#forgottenQueries()}.
     *
     * @param count how many
     * @return this
     */
    public Builder forgottenQueries(long count) {
      this.forgottenQueries = count;
      return this;
    }

    /**
     * Sets {@link SourceStatistics#reads()}.
     *
     * @param count how many
     * @return this
     */
    public Builder reads(long count) {
      this.reads = count;
      return this;
    }

    /**
     * Sets {@link SourceStatistics#cacheHits()}.
     *
     * @param count how many
     * @return this
     */
    public Builder cacheHits(long count) {
      this.cacheHits = count;
      return this;
    }

    /**
     * Sets {@link SourceStatistics#staleAnswers()}.
     *
     * @param count how many
     * @return this
     */
    public Builder staleAnswers(long count) {
      this.staleAnswers = count;
      return this;
    }

    /**
     * Sets {@link SourceStatistics#requests()}.
     *
     * @param count how many
     * @return this
     */
    public Builder requests(long count) {
      this.requests = count;
      return this;
    }

    /**
     * Sets {@link SourceStatistics#queries()}.
     *
     * @param count how many
     * @return this
     */
    public Builder queries(long count) {
      this.queries = count;
      return this;
    }

    /**
     * Sets {@link SourceStatistics#merging()}.
     *
     * @param merged what was merged
     * @return this
     */
    public Builder merging(MergingStatistics merged) {
      this.merging = merged;
      return this;
    }

    /**
     * Builds the statistics.
     *
     * @return a new object
     */
    public SourceStatistics build() {
      return new SourceStatistics(this);
    }
  }
}
