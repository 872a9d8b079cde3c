package io.github.scaler4j.error;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the rate limit is reached: the server answered 429, or the request was held back
 * because the budget is spent.
 *
 * <p>The details come from Datadog's {@code X-RateLimit-*} headers. Each is empty if its header was
 * missing.
 */
public final class RateLimitedException extends MetricSourceException {

  private static final long serialVersionUID = 1L;

  /** The values of the headers; a value that is not known is empty. Immutable. */
  public static final class Details {

    /** The details of an answer without any rate-limit header. */
    public static final Details UNKNOWN = builder().build();

    private final OptionalLong limit;
    private final Optional<Duration> period;
    private final OptionalLong remaining;
    private final Optional<Duration> reset;
    private final Optional<String> name;

    private Details(Builder builder) {
      this.limit = builder.limit;
      this.period = builder.period;
      this.remaining = builder.remaining;
      this.reset = builder.reset;
      this.name = builder.name;
    }

    /** Starts with all values empty. The builder is not thread-safe. */
    public static Builder builder() {
      return new Builder();
    }

    /** Returns the requests allowed per period. */
    public OptionalLong limit() {
      return limit;
    }

    /** Returns the length of the period. */
    public Optional<Duration> period() {
      return period;
    }

    /** Returns the requests left in this period. */
    public OptionalLong remaining() {
      return remaining;
    }

    /** Returns the time until the period ends. */
    public Optional<Duration> reset() {
      return reset;
    }

    /** Returns the name of the limit. */
    public Optional<String> name() {
      return name;
    }

    /** Collects the values, each empty unless set; not thread-safe. */
    public static final class Builder {
      private OptionalLong limit = OptionalLong.empty();
      private Optional<Duration> period = Optional.empty();
      private OptionalLong remaining = OptionalLong.empty();
      private Optional<Duration> reset = Optional.empty();
      private Optional<String> name = Optional.empty();

      private Builder() {}

      /** Sets {@link Details#limit()}. */
      public Builder limit(long limit) {
        this.limit = OptionalLong.of(limit);
        return this;
      }

      /** Sets {@link Details#period()}. */
      public Builder period(Duration period) {
        this.period = Optional.of(period);
        return this;
      }

      /** Sets {@link Details#remaining()}. */
      public Builder remaining(long remaining) {
        this.remaining = OptionalLong.of(remaining);
        return this;
      }

      /** Sets {@link Details#reset()}. */
      public Builder reset(Duration reset) {
        this.reset = Optional.of(reset);
        return this;
      }

      /** Sets {@link Details#name()}. */
      public Builder name(String name) {
        this.name = Optional.of(name);
        return this;
      }

      /** Builds the details. */
      public Details build() {
        return new Details(this);
      }
    }
  }

  private final transient Details details;

  /**
   * Creates the exception.
   *
   * @param message which limit was reached, and until when
   * @param details the values of the headers
   */
  public RateLimitedException(String message, Details details) {
    this(message, details, null);
  }

  /**
   * Creates the exception.
   *
   * @param message which limit was reached, and until when
   * @param details the values of the headers
   * @param cause the underlying fault, or null
   */
  public RateLimitedException(String message, Details details, @Nullable Throwable cause) {
    super(message, cause);
    this.details = requireNonNull(details, "details");
  }

  /**
   * Returns the requests allowed per period.
   *
   * @return empty if unknown
   */
  public OptionalLong limit() {
    return details.limit();
  }

  /**
   * Returns the length of the period.
   *
   * @return empty if unknown
   */
  public Optional<Duration> period() {
    return details.period();
  }

  /**
   * Returns the requests left in this period.
   *
   * @return empty if unknown
   */
  public OptionalLong remaining() {
    return details.remaining();
  }

  /**
   * Returns the time until the period ends, counted from the answer.
   *
   * @return empty if unknown
   */
  public Optional<Duration> reset() {
    return details.reset();
  }

  /**
   * Returns the name of the limit.
   *
   * @return empty if unknown
   */
  public Optional<String> name() {
    return details.name();
  }
}
