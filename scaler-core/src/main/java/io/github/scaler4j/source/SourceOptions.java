package io.github.scaler4j.source;

import io.github.scaler4j.options.OptionRules;
import java.time.Duration;

/**
 * The settings that both of this library's sources have. The setters of {@link Builder} explain
 * them.
 *
 * <p>Immutable, as its subclasses are.
 */
public abstract class SourceOptions {

  private final Duration freshFor;
  private final Duration staleFor;
  private final Duration idleAfter;
  private final int retries;
  private final long bodyCap;
  private final int maxParallelRequests;

  /**
   * Takes the settings of a builder.
   *
   * @param builder used only during the call
   */
  protected SourceOptions(Builder<?> builder) {
    this.freshFor = builder.freshFor;
    this.staleFor = builder.staleFor;
    this.idleAfter = builder.idleAfter;
    this.retries = builder.retries;
    this.bodyCap = builder.bodyCap;
    this.maxParallelRequests = builder.maxParallelRequests;
  }

  /** Returns how long a value is used without another request. */
  public final Duration freshFor() {
    return freshFor;
  }

  /** Returns the maximum age of values that are returned while the source is failing. */
  public final Duration staleFor() {
    return staleFor;
  }

  /** Returns how long a query or metric is kept without a read. */
  public final Duration idleAfter() {
    return idleAfter;
  }

  /** Returns how many times a request is retried. */
  public final int retries() {
    return retries;
  }

  /** Returns the length of the longest body that is read, in bytes. */
  public final long bodyCap() {
    return bodyCap;
  }

  /** Returns how many requests of one account or agent are under way at most. */
  public final int maxParallelRequests() {
    return maxParallelRequests;
  }

  /** Returns these settings, separated by commas, as a part of a subclass's text. */
  @Override
  public String toString() {
    return "freshFor="
        + freshFor
        + ", staleFor="
        + staleFor
        + ", idleAfter="
        + idleAfter
        + ", retries="
        + retries
        + ", bodyCap="
        + bodyCap
        + ", maxParallelRequests="
        + maxParallelRequests;
  }

  /**
   * Collects the settings, each checked as it is set; not thread-safe.
   *
   * @param <B> the source's own builder, which each setter returns
   */
  public abstract static class Builder<B extends Builder<B>> {

    private Duration freshFor = Duration.ofSeconds(15);
    private Duration staleFor = Duration.ofMinutes(5);
    private Duration idleAfter = Duration.ofMinutes(10);
    private int retries = 2;
    private long bodyCap = 8L << 20;
    private int maxParallelRequests;

    /**
     * Starts with the defaults.
     *
     * @param maxParallelRequests the only default that differs between sources
     */
    protected Builder(int maxParallelRequests) {
      this.maxParallelRequests = maxParallelRequests;
    }

    /**
     * Starts with given settings.
     *
     * @param options the settings to copy
     */
    protected Builder(SourceOptions options) {
      freshFor = options.freshFor;
      staleFor = options.staleFor;
      idleAfter = options.idleAfter;
      retries = options.retries;
      bodyCap = options.bodyCap;
      maxParallelRequests = options.maxParallelRequests;
    }

    /** Returns this builder. */
    protected abstract B self();

    /**
     * Sets how long a value is used without another request.
     *
     * <p>A query that Datadog's API could not process (422) has no data for the same time, and for
     * up to a minute if it happens again.
     *
     * @param freshFor 0 to 365 days; 15 s by default, the period of the HorizontalPodAutoscaler and
     *     half of the Cluster Agent's own refresh period. Zero sends a request at every read; reads
     *     of a query or metric that is under way still share its request
     * @throws IllegalArgumentException if it is out of range
     */
    public B freshFor(Duration freshFor) {
      this.freshFor = OptionRules.duration("freshFor", freshFor);
      return self();
    }

    /**
     * Sets the maximum age of values that are returned while the source is failing.
     *
     * @param staleFor 0 to 365 days; 5 min by default, which covers short rate-limit periods, most
     *     outages, and the restart of a Cluster Agent. Zero disables stale values
     * @throws IllegalArgumentException if it is out of range
     */
    public B staleFor(Duration staleFor) {
      this.staleFor = OptionRules.duration("staleFor", staleFor);
      return self();
    }

    /**
     * Sets how long a query or metric is kept without a read; twice {@code freshFor} if that is
     * longer. Then it is dropped, even if its request is still under way: a read that begins later
     * sends another one.
     *
     * @param idleAfter 1 second to 365 days; 10 min by default, well above KEDA's polling interval
     *     of 30 s
     * @throws IllegalArgumentException if it is out of range
     */
    public B idleAfter(Duration idleAfter) {
      this.idleAfter = OptionRules.idleAfter("idleAfter", idleAfter);
      return self();
    }

    /**
     * Sets how many times a request is retried within the trigger's timeout after a transport
     * fault, 408 or 5xx: after about 100 ms, then 200 ms, and so on, and no earlier than {@code
     * Retry-After} asks. No other answer causes a retry, nor is a request retried whose certificate
     * is not trusted.
     *
     * <p>A request is never retried after a 500 with the Cluster Agent's reason. If there are
     * several agents, the request goes to the next one instead.
     *
     * @param retries 0 to 10; 2 by default, which covers a pod's removal from its Service
     * @throws IllegalArgumentException if it is out of range
     */
    public B retries(int retries) {
      this.retries = OptionRules.retries("retries", retries);
      return self();
    }

    /**
     * Sets the length of the longest body that is read.
     *
     * @param bodyCap in bytes after decompression, 1 byte to 1 GiB; 8 MiB by default, several times
     *     the size of 35 queries with 1,500 points each
     * @throws IllegalArgumentException if it is out of range
     */
    public B bodyCap(long bodyCap) {
      this.bodyCap = OptionRules.bodyCap("bodyCap", bodyCap);
      return self();
    }

    /**
     * Sets how many requests of one account or agent are under way at most; others wait.
     *
     * @param maxParallelRequests 1 to 192. By default 10 for an account of Datadog's API, which is
     *     350 queries; and 64 for a Cluster Agent, below the 100 streams that an HTTP/2 server
     *     commonly allows on one connection
     * @throws IllegalArgumentException if it is out of range
     */
    public B maxParallelRequests(int maxParallelRequests) {
      this.maxParallelRequests =
          OptionRules.maxParallelRequests("maxParallelRequests", maxParallelRequests);
      return self();
    }
  }
}
