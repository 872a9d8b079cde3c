package io.github.scaler4j.source;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a host as one account sees it. Immutable; equal if all values are equal. It holds no
 * secret.
 */
public final class HostStatus {

  private final String host;
  private final String account;
  private final boolean circuitOpen;
  private final int liveQueries;
  private final int waitingQueries;
  private final int requestsUnderWay;
  private final Optional<RateLimitStatus> rateLimit;
  private final Optional<LimitAdvice> advice;

  private HostStatus(Builder builder) {
    this.host = builder.host;
    this.account = builder.account;
    this.circuitOpen = builder.circuitOpen;
    this.liveQueries = builder.liveQueries;
    this.waitingQueries = builder.waitingQueries;
    this.requestsUnderWay = builder.requestsUnderWay;
    this.rateLimit = builder.rateLimit;
    this.advice = builder.advice;
  }

  /**
   * Returns the status of a host without accounts.
   *
   * @param host the host
   * @param circuitOpen whether it gets no requests for now
   */
  public static HostStatus ofAgent(String host, boolean circuitOpen) {
    return builder(host).circuitOpen(circuitOpen).build();
  }

  /**
   * Starts with a closed circuit, no account, and zero for each number. The builder is not
   * thread-safe.
   *
   * @param host the host
   */
  public static Builder builder(String host) {
    return new Builder(host);
  }

  /** Returns the host that requests are sent to. */
  public String host() {
    return host;
  }

  /**
   * Returns the account's name among those of its host; it reveals nothing about its keys.
   *
   * @return the API key's {@link io.github.scaler4j.trigger.SecretSupplier#name() name}, else
   *     {@code account}; if that is taken, with the smallest free number from 2 appended; empty for
   *     an agent, which has no accounts
   */
  public String account() {
    return account;
  }

  /** Returns whether the host gets no requests for now, because it kept failing. */
  public boolean circuitOpen() {
    return circuitOpen;
  }

  /** Returns how many distinct queries are read; 0 for an agent. */
  public int liveQueries() {
    return liveQueries;
  }

  /** Returns how many of them wait for a request to be sent. */
  public int waitingQueries() {
    return waitingQueries;
  }

  /** Returns how many requests have been sent and have not ended. */
  public int requestsUnderWay() {
    return requestsUnderWay;
  }

  /** Returns the rate limit; empty until an answer reports one. */
  public Optional<RateLimitStatus> rateLimit() {
    return rateLimit;
  }

  /** Returns what the queries need of the limit; empty without a limit or a query. */
  public Optional<LimitAdvice> advice() {
    return advice;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof HostStatus other && values().equals(other.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  private List<Object> values() {
    return List.of(
        host,
        account,
        circuitOpen,
        liveQueries,
        waitingQueries,
        requestsUnderWay,
        rateLimit,
        advice);
  }

  @Override
  public String toString() {
    return ("HostStatus[host=%s, account=%s, circuitOpen=%s, liveQueries=%s, waitingQueries=%s,"
            + " requestsUnderWay=%s, rateLimit=%s, advice=%s]")
        .formatted(values().toArray());
  }

  /** Collects the values, each zero or empty unless set; not thread-safe. */
  public static final class Builder {
    private final String host;
    private String account = "";
    private boolean circuitOpen;
    private int liveQueries;
    private int waitingQueries;
    private int requestsUnderWay;
    private Optional<RateLimitStatus> rateLimit = Optional.empty();
    private Optional<LimitAdvice> advice = Optional.empty();

    private Builder(String host) {
      this.host = host;
    }

    /** Sets {@link HostStatus#account()}. */
    public Builder account(String account) {
      this.account = account;
      return this;
    }

    /** Sets {@link HostStatus#circuitOpen()}. */
    public Builder circuitOpen(boolean circuitOpen) {
      this.circuitOpen = circuitOpen;
      return this;
    }

    /** Sets {@link HostStatus#liveQueries()}. */
    public Builder liveQueries(int count) {
      this.liveQueries = count;
      return this;
    }

    /** Sets {@link HostStatus#waitingQueries()}. */
    public Builder waitingQueries(int count) {
      this.waitingQueries = count;
      return this;
    }

    /** Sets {@link HostStatus#requestsUnderWay()}. */
    public Builder requestsUnderWay(int count) {
      this.requestsUnderWay = count;
      return this;
    }

    /** Sets {@link HostStatus#rateLimit()}. */
    public Builder rateLimit(RateLimitStatus rateLimit) {
      this.rateLimit = Optional.of(rateLimit);
      return this;
    }

    /** Sets {@link HostStatus#advice()}. */
    public Builder advice(LimitAdvice advice) {
      this.advice = Optional.of(advice);
      return this;
    }

    /** Builds the status. */
    public HostStatus build() {
      return new HostStatus(this);
    }
  }
}
