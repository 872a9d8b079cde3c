package io.github.scaler4j.source;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a source has done since it was created, and its present state. Immutable; equal if all
 * numbers are equal.
 *
 * <p>A read of a scaler's own fresh value never reaches the source and is not counted.
 */
public final class SourceStatistics {

  /** Nothing held, nothing done. */
  public static final SourceStatistics NONE = builder().build();

  private final Counts<Count> counts;
  private final MergingStatistics merging;
  private final Counts<FailureKind> failedReads;
  private final Counts<FailureKind> staleReads;
  private final List<HostStatus> hosts;

  /** The numbers, named as their accessors. */
  private enum Count {
    LIVE_QUERIES("liveQueries"),
    FORGOTTEN_QUERIES("forgottenQueries"),
    READS("reads"),
    CACHE_HITS("cacheHits"),
    STALE_ANSWERS("staleAnswers"),
    REQUESTS("requests"),
    QUERIES("queries"),
    REFUSED_REQUESTS("refusedRequests");

    private final String accessor;

    Count(String accessor) {
      this.accessor = accessor;
    }
  }

  private SourceStatistics(Builder builder) {
    this.counts = builder.counts;
    this.merging = builder.merging;
    this.failedReads = builder.failedReads;
    this.staleReads = builder.staleReads;
    this.hosts = builder.hosts;
  }

  /** Starts with zeros. The builder is not thread-safe. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns how many distinct queries or metrics are being read at present. */
  public long liveQueries() {
    return counts.of(Count.LIVE_QUERIES);
  }

  /**
   * Returns how many queries or metrics were dropped because they had no readers, or to make room.
   */
  public long forgottenQueries() {
    return counts.of(Count.FORGOTTEN_QUERIES);
  }

  /** Returns how many reads reached the source. */
  public long reads() {
    return counts.of(Count.READS);
  }

  /** Returns how many reads were answered at once with a fresh value of another read. */
  public long cacheHits() {
    return counts.of(Count.CACHE_HITS);
  }

  /** Returns how many reads got a stale value. */
  public long staleAnswers() {
    return counts.of(Count.STALE_ANSWERS);
  }

  /** Returns how many requests have ended, whatever their status. */
  public long requests() {
    return counts.of(Count.REQUESTS);
  }

  /** Returns how many queries the ended requests carried. */
  public long queries() {
    return counts.of(Count.QUERIES);
  }

  /**
   * Returns the statistics of merging.
   *
   * @return {@link MergingStatistics#NONE} if merging is off
   */
  public MergingStatistics merging() {
    return merging;
  }

  /** Starts with these numbers. The builder is not thread-safe. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.counts = counts;
    builder.merging = merging;
    builder.failedReads = failedReads;
    builder.staleReads = staleReads;
    builder.hosts = hosts;
    return builder;
  }

  /** Returns how many requests were answered with a 429. */
  public long refusedRequests() {
    return counts.of(Count.REFUSED_REQUESTS);
  }

  /**
   * Returns how many reads of scalers failed, by kind.
   *
   * @return counts since the factory was created; only kinds that occurred
   */
  public Map<FailureKind, Long> failedReads() {
    return failedReads.toMap();
  }

  /**
   * Returns how many reads of scalers got an older value, by its cause.
   *
   * @return counts since the factory was created; only kinds that occurred
   */
  public Map<FailureKind, Long> staleReads() {
    return staleReads.toMap();
  }

  /** Returns the state of each host, as each account sees it. */
  public List<HostStatus> hosts() {
    return hosts;
  }

  /**
   * Adds another source's statistics.
   *
   * @param other the other statistics
   * @return the sums
   */
  public SourceStatistics plus(SourceStatistics other) {
    Builder sum = new Builder();
    sum.counts = counts.plus(other.counts);
    sum.merging = merging.plus(other.merging);
    sum.failedReads = failedReads.plus(other.failedReads);
    sum.staleReads = staleReads.plus(other.staleReads);
    sum.hosts = Stream.concat(hosts.stream(), other.hosts.stream()).toList();
    return sum.build();
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof SourceStatistics other
        && counts.equals(other.counts)
        && merging.equals(other.merging)
        && failedReads.equals(other.failedReads)
        && staleReads.equals(other.staleReads)
        && hosts.equals(other.hosts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(counts, merging, failedReads, staleReads, hosts);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("SourceStatistics[");
    for (Count count : Count.values()) {
      text.append(count.accessor).append('=').append(counts.of(count)).append(", ");
    }
    return text.append("merging=")
        .append(merging)
        .append(", failedReads=")
        .append(failedReads)
        .append(", staleReads=")
        .append(staleReads)
        .append(", hosts=")
        .append(hosts)
        .append(']')
        .toString();
  }

  /** Collects the numbers, each zero or empty unless set; not thread-safe. */
  public static final class Builder {
    private Counts<Count> counts = Counts.none();
    private MergingStatistics merging = MergingStatistics.NONE;
    private Counts<FailureKind> failedReads = Counts.none();
    private Counts<FailureKind> staleReads = Counts.none();
    private List<HostStatus> hosts = List.of();

    private Builder() {}

    /** Sets {@link SourceStatistics#liveQueries()}. */
    public Builder liveQueries(long count) {
      this.counts = counts.with(Count.LIVE_QUERIES, count);
      return this;
    }

    /** Sets {@link SourceStatistics#forgottenQueries()}. */
    public Builder forgottenQueries(long count) {
      this.counts = counts.with(Count.FORGOTTEN_QUERIES, count);
      return this;
    }

    /** Sets {@link SourceStatistics#reads()}. */
    public Builder reads(long count) {
      this.counts = counts.with(Count.READS, count);
      return this;
    }

    /** Sets {@link SourceStatistics#cacheHits()}. */
    public Builder cacheHits(long count) {
      this.counts = counts.with(Count.CACHE_HITS, count);
      return this;
    }

    /** Sets {@link SourceStatistics#staleAnswers()}. */
    public Builder staleAnswers(long count) {
      this.counts = counts.with(Count.STALE_ANSWERS, count);
      return this;
    }

    /** Sets {@link SourceStatistics#requests()}. */
    public Builder requests(long count) {
      this.counts = counts.with(Count.REQUESTS, count);
      return this;
    }

    /** Sets {@link SourceStatistics#queries()}. */
    public Builder queries(long count) {
      this.counts = counts.with(Count.QUERIES, count);
      return this;
    }

    /** Sets {@link SourceStatistics#merging()}. */
    public Builder merging(MergingStatistics merged) {
      this.merging = merged;
      return this;
    }

    /** Sets {@link SourceStatistics#refusedRequests()}. */
    public Builder refusedRequests(long count) {
      this.counts = counts.with(Count.REFUSED_REQUESTS, count);
      return this;
    }

    /**
     * Sets {@link SourceStatistics#failedReads()}.
     *
     * @param counts counts by kind; copied
     */
    public Builder failedReads(Map<FailureKind, Long> counts) {
      this.failedReads = Counts.of(counts);
      return this;
    }

    /**
     * Sets {@link SourceStatistics#staleReads()}.
     *
     * @param counts counts by kind; copied
     */
    public Builder staleReads(Map<FailureKind, Long> counts) {
      this.staleReads = Counts.of(counts);
      return this;
    }

    /**
     * Sets {@link SourceStatistics#hosts()}.
     *
     * @param hosts one for each host and account; copied
     */
    public Builder hosts(List<HostStatus> hosts) {
      this.hosts = List.copyOf(hosts);
      return this;
    }

    /** Builds the statistics. */
    public SourceStatistics build() {
      return new SourceStatistics(this);
    }
  }
}
