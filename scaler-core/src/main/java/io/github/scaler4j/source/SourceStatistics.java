package io.github.scaler4j.source;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a source holds, and what it has done since it was created. Immutable; equal if all numbers
 * are equal.
 *
 * <p>A read of a scaler's own fresh value never reaches the source and is not counted.
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
  private final long refusedRequests;
  private final Map<FailureKind, Long> failedReads;
  private final Map<FailureKind, Long> staleReads;
  private final List<HostStatus> hosts;

  private SourceStatistics(Builder builder) {
    this.liveQueries = builder.liveQueries;
    this.forgottenQueries = builder.forgottenQueries;
    this.reads = builder.reads;
    this.cacheHits = builder.cacheHits;
    this.staleAnswers = builder.staleAnswers;
    this.requests = builder.requests;
    this.queries = builder.queries;
    this.merging = builder.merging;
    this.refusedRequests = builder.refusedRequests;
    this.failedReads = builder.failedReads;
    this.staleReads = builder.staleReads;
    this.hosts = builder.hosts;
  }

  /**
   * Starts with zeros.
   *
   * @return a new builder, to be used by one thread
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns how many distinct queries or metrics are being read at present. */
  public long liveQueries() {
    return liveQueries;
  }

  /**
   * Returns how many queries or metrics were dropped because they had no readers, or to make room.
   */
  public long forgottenQueries() {
    return forgottenQueries;
  }

  /** Returns how many reads reached the source. */
  public long reads() {
    return reads;
  }

  /** Returns how many reads were answered at once with a fresh value of another read. */
  public long cacheHits() {
    return cacheHits;
  }

  /** Returns how many reads got a value older than it should be. */
  public long staleAnswers() {
    return staleAnswers;
  }

  /** Returns how many requests have ended, with whatever status. */
  public long requests() {
    return requests;
  }

  /** Returns how many queries these requests carried. */
  public long queries() {
    return queries;
  }

  /**
   * Returns the statistics of merging.
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
        .merging(merging)
        .refusedRequests(refusedRequests)
        .failedReads(failedReads)
        .staleReads(staleReads)
        .hosts(hosts);
  }

  /** Returns how many requests were answered with a 429. */
  public long refusedRequests() {
    return refusedRequests;
  }

  /**
   * Returns how many reads of scalers failed, by kind.
   *
   * @return counts since the factory was created; only kinds that occurred
   */
  public Map<FailureKind, Long> failedReads() {
    return failedReads;
  }

  /**
   * Returns how many reads of scalers got an older value, by its cause.
   *
   * @return counts since the factory was created; only kinds that occurred
   */
  public Map<FailureKind, Long> staleReads() {
    return staleReads;
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
    return builder()
        .liveQueries(liveQueries + other.liveQueries)
        .forgottenQueries(forgottenQueries + other.forgottenQueries)
        .reads(reads + other.reads)
        .cacheHits(cacheHits + other.cacheHits)
        .staleAnswers(staleAnswers + other.staleAnswers)
        .requests(requests + other.requests)
        .queries(queries + other.queries)
        .merging(merging.plus(other.merging))
        .refusedRequests(refusedRequests + other.refusedRequests)
        .failedReads(sum(failedReads, other.failedReads))
        .staleReads(sum(staleReads, other.staleReads))
        .hosts(both(hosts, other.hosts))
        .build();
  }

  private static Map<FailureKind, Long> sum(
      Map<FailureKind, Long> one, Map<FailureKind, Long> other) {
    Map<FailureKind, Long> sum = new EnumMap<>(FailureKind.class);
    sum.putAll(one);
    other.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
    return sum;
  }

  private static List<HostStatus> both(List<HostStatus> one, List<HostStatus> other) {
    List<HostStatus> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
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
        && merging.equals(other.merging)
        && refusedRequests == other.refusedRequests
        && failedReads.equals(other.failedReads)
        && staleReads.equals(other.staleReads)
        && hosts.equals(other.hosts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        liveQueries,
        forgottenQueries,
        reads,
        cacheHits,
        staleAnswers,
        requests,
        queries,
        refusedRequests,
        failedReads,
        staleReads,
        hosts,
        merging);
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
        + ", refusedRequests="
        + refusedRequests
        + ", failedReads="
        + failedReads
        + ", staleReads="
        + staleReads
        + ", hosts="
        + hosts
        + "]";
  }

  /** Collects the numbers, each zero or empty unless set; not thread-safe. */
  public static final class Builder {
    private long liveQueries;
    private long forgottenQueries;
    private long reads;
    private long cacheHits;
    private long staleAnswers;
    private long requests;
    private long queries;
    private MergingStatistics merging = MergingStatistics.NONE;
    private long refusedRequests;
    private Map<FailureKind, Long> failedReads = Map.of();
    private Map<FailureKind, Long> staleReads = Map.of();
    private List<HostStatus> hosts = List.of();

    private Builder() {}

    /** Sets {@link SourceStatistics#liveQueries()}. */
    public Builder liveQueries(long count) {
      this.liveQueries = count;
      return this;
    }

    /** Sets {@link SourceStatistics#forgottenQueries()}. */
    public Builder forgottenQueries(long count) {
      this.forgottenQueries = count;
      return this;
    }

    /** Sets {@link SourceStatistics#reads()}. */
    public Builder reads(long count) {
      this.reads = count;
      return this;
    }

    /** Sets {@link SourceStatistics#cacheHits()}. */
    public Builder cacheHits(long count) {
      this.cacheHits = count;
      return this;
    }

    /** Sets {@link SourceStatistics#staleAnswers()}. */
    public Builder staleAnswers(long count) {
      this.staleAnswers = count;
      return this;
    }

    /** Sets {@link SourceStatistics#requests()}. */
    public Builder requests(long count) {
      this.requests = count;
      return this;
    }

    /** Sets {@link SourceStatistics#queries()}. */
    public Builder queries(long count) {
      this.queries = count;
      return this;
    }

    /** Sets {@link SourceStatistics#merging()}. */
    public Builder merging(MergingStatistics merged) {
      this.merging = merged;
      return this;
    }

    /** Sets {@link SourceStatistics#refusedRequests()}. */
    public Builder refusedRequests(long count) {
      this.refusedRequests = count;
      return this;
    }

    /**
     * Sets {@link SourceStatistics#failedReads()}.
     *
     * @param counts counts by kind; copied
     */
    public Builder failedReads(Map<FailureKind, Long> counts) {
      this.failedReads = Map.copyOf(counts);
      return this;
    }

    /**
     * Sets {@link SourceStatistics#staleReads()}.
     *
     * @param counts counts by kind; copied
     */
    public Builder staleReads(Map<FailureKind, Long> counts) {
      this.staleReads = Map.copyOf(counts);
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
