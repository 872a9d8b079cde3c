package io.github.scaler4j.source;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account's rate limit: the last reported values, extrapolated to now. Immutable; equal if all
 * values are equal.
 */
public final class RateLimitStatus {

  private final String name;
  private final long limit;
  private final Duration period;
  private final long remaining;
  private final Duration reset;
  private final double pacePerSecond;
  private final Duration closedFor;

  private RateLimitStatus(Builder builder) {
    this.name = builder.name;
    this.limit = builder.limit;
    this.period = builder.period;
    this.remaining = builder.remaining;
    this.reset = builder.reset;
    this.pacePerSecond = builder.pacePerSecond;
    this.closedFor = builder.closedFor;
  }

  /** Starts with zero for each value and no name. The builder is not thread-safe. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the limit's name, Datadog's {@code X-RateLimit-Name}; empty if no answer had one. */
  public String name() {
    return name;
  }

  /** Returns how many requests are allowed per period. */
  public long limit() {
    return limit;
  }

  /** Returns the length of the period. */
  public Duration period() {
    return period;
  }

  /** Returns how many requests are left in this period. */
  public long remaining() {
    return remaining;
  }

  /** Returns the time until the period ends. */
  public Duration reset() {
    return reset;
  }

  /** Returns how many requests per second this process may send at present. */
  public double pacePerSecond() {
    return pacePerSecond;
  }

  /** Returns how long a 429 still holds requests back; zero if none does. */
  public Duration closedFor() {
    return closedFor;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof RateLimitStatus other && values().equals(other.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  private List<Object> values() {
    return List.of(name, limit, period, remaining, reset, pacePerSecond, closedFor);
  }

  @Override
  public String toString() {
    return ("RateLimitStatus[name=%s, limit=%s, period=%s, remaining=%s, reset=%s,"
            + " pacePerSecond=%s, closedFor=%s]")
        .formatted(values().toArray());
  }

  /** Collects the values, each zero or empty unless set; not thread-safe. */
  public static final class Builder {
    private String name = "";
    private long limit;
    private Duration period = Duration.ZERO;
    private long remaining;
    private Duration reset = Duration.ZERO;
    private double pacePerSecond;
    private Duration closedFor = Duration.ZERO;

    private Builder() {}

    /** Sets {@link RateLimitStatus#name()}. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Sets {@link RateLimitStatus#limit()}. */
    public Builder limit(long limit) {
      this.limit = limit;
      return this;
    }

    /** Sets {@link RateLimitStatus#period()}. */
    public Builder period(Duration period) {
      this.period = period;
      return this;
    }

    /** Sets {@link RateLimitStatus#remaining()}. */
    public Builder remaining(long remaining) {
      this.remaining = remaining;
      return this;
    }

    /** Sets {@link RateLimitStatus#reset()}. */
    public Builder reset(Duration reset) {
      this.reset = reset;
      return this;
    }

    /** Sets {@link RateLimitStatus#pacePerSecond()}. */
    public Builder pacePerSecond(double pacePerSecond) {
      this.pacePerSecond = pacePerSecond;
      return this;
    }

    /** Sets {@link RateLimitStatus#closedFor()}. */
    public Builder closedFor(Duration closedFor) {
      this.closedFor = closedFor;
      return this;
    }

    /** Builds the status. */
    public RateLimitStatus build() {
      return new RateLimitStatus(this);
    }
  }
}
