package io.github.scaler4j.engine;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.SourceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Retry and circuit breaker for one host.
 *
 * <p>Thread-safe. A fault that passes is tried again after a random delay that doubles, while the
 * caller's time lasts and the caller permits. A host that keeps failing is left alone for a while,
 * then tried with one request.
 */
public final class Resilience {

  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration SHORTEST_DELAY = FIRST_DELAY.dividedBy(2);
  private static final Duration OPEN_FOR = Duration.ofSeconds(10);
  private static final int WINDOW = 10;

  private final String host;
  private final SourceContext context;
  private final Predicate<MetricSourceException> passing;
  private final CircuitBreaker breaker;
  private final Retry retry;
  private volatile boolean open;
  private volatile long openedAtNanos;

  /**
   * Makes the guard of one host.
   *
   * @param host names the host in messages
   * @param retries how often a request is repeated at most
   * @param passing tells which faults may pass by themselves, and speak against the host
   * @param context time, scheduler and randomness
   */
  public Resilience(
      String host, int retries, Predicate<MetricSourceException> passing, SourceContext context) {
    this(host, retries, passing, context, 5, 80);
  }

  private Resilience(
      String host,
      int retries,
      Predicate<MetricSourceException> passing,
      SourceContext context,
      int minimumAttempts,
      float failurePercent) {
    this.host = host;
    this.context = context;
    this.passing = passing;
    this.breaker =
        CircuitBreaker.of(
            host,
            CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(minimumAttempts)
                .failureRateThreshold(failurePercent)
                .waitDurationInOpenState(OPEN_FOR)
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(new MonotonicClock(context))
                .currentTimestampFunction(
                    ignored -> context.time().nanoTime(), TimeUnit.NANOSECONDS)
                .build());
    this.retry =
        Retry.of(
            host,
            RetryConfig.custom()
                .maxAttempts(retries + 1)
                .intervalFunction(this::delayMillis)
                .retryOnException(Repeatable.class::isInstance)
                .failAfterMaxAttempts(false)
                .build());
  }

  /**
   * Makes the guard of a host that is left alone only when nothing else comes from it: after ten
   * failures in a row, whereas the other guard minds eight of ten.
   *
   * @param host names the host in messages
   * @param retries how often a request is repeated at most
   * @param passing tells which faults may pass by themselves, and speak against the host
   * @param context time, scheduler and randomness
   * @return a new guard
   */
  public static Resilience patient(
      String host, int retries, Predicate<MetricSourceException> passing, SourceContext context) {
    return new Resilience(host, retries, passing, context, WINDOW, 100);
  }

  private long delayMillis(int attempt) {
    double doubled = FIRST_DELAY.toMillis() * Math.pow(2, attempt - 1.0);
    return (long) (doubled * (0.5 + context.random().getAsDouble()));
  }

  /**
   * Tells whether the host is being left alone.
   *
   * @return why, or null if a request may be tried
   */
  public @Nullable MetricSourceException refusal() {
    return breaker.getState() == CircuitBreaker.State.OPEN
            && context.time().nanoTime() - openedAtNanos < OPEN_FOR.toNanos()
        ? open()
        : null;
  }

  /**
   * Makes a request, and repeats it if it fails in passing.
   *
   * @param <T> the answer
   * @param timeout for all attempts and delays together
   * @param mayRepeat is asked before each repetition, never before the first attempt
   * @param attempt sends the request once, within the time it is given
   * @return a future of the answer, or of the last attempt's {@link MetricSourceException}
   */
  public <T> CompletableFuture<T> call(
      Duration timeout,
      BooleanSupplier mayRepeat,
      Function<Duration, CompletableFuture<T>> attempt) {
    Attempts<T> attempts = new Attempts<>(timeout, mayRepeat, attempt);
    CompletableFuture<T> result = new CompletableFuture<>();
    retry
        .<T>executeCompletionStage(context.scheduler(), attempts::next)
        .whenComplete(
            (value, fault) -> {
              if (fault == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(unwrap(fault));
              }
            });
    return result;
  }

  // Not by a listener: for one, the breaker would make a dated event of every success.
  private void noteState() {
    boolean now = breaker.getState() == CircuitBreaker.State.OPEN;
    if (now != open) {
      openedAtNanos = context.time().nanoTime();
      open = now;
    }
  }

  private TransportException open() {
    return new TransportException(
        host + ": not asked for up to " + OPEN_FOR.toSeconds() + " s, because it keeps failing",
        null);
  }

  private static Throwable unwrap(Throwable fault) {
    Throwable bare = CallerFuture.bare(fault);
    return bare instanceof Repeatable repeatable ? repeatable.fault : bare;
  }

  /** The attempts at one request. */
  private final class Attempts<T> {
    private final long deadlineNanos;
    private final BooleanSupplier mayRepeat;
    private final Function<Duration, CompletableFuture<T>> attempt;
    private @Nullable MetricSourceException lastFault;

    Attempts(
        Duration timeout,
        BooleanSupplier mayRepeat,
        Function<Duration, CompletableFuture<T>> attempt) {
      this.deadlineNanos = context.time().nanoTime() + timeout.toNanos();
      this.mayRepeat = mayRepeat;
      this.attempt = attempt;
    }

    CompletableFuture<T> next() {
      long startNanos = context.time().nanoTime();
      MetricSourceException before = lastFault;
      if (before != null && deadlineNanos - startNanos <= 0) {
        return CompletableFuture.failedFuture(before);
      }
      boolean permitted = breaker.tryAcquirePermission();
      noteState();
      if (!permitted) {
        return CompletableFuture.failedFuture(before == null ? open() : before);
      }
      CompletableFuture<T> asked;
      try {
        // Last of all, since a caller that permits counts on the attempt.
        if (before != null && !mayRepeat.getAsBoolean()) {
          breaker.releasePermission();
          return CompletableFuture.failedFuture(before);
        }
        asked = attempt.apply(Duration.ofNanos(deadlineNanos - startNanos));
      } catch (RuntimeException | Error e) {
        breaker.releasePermission();
        return CompletableFuture.failedFuture(e);
      }
      return asked.handle(
          (value, fault) -> {
            long tookNanos = context.time().nanoTime() - startNanos;
            if (fault == null) {
              breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
              noteState();
              return value;
            }
            throw judged(unwrap(fault), tookNanos);
          });
    }

    private boolean repeatable() {
      return deadlineNanos - context.time().nanoTime() > SHORTEST_DELAY.toNanos()
          && !context.scheduler().isShutdown();
    }

    private RuntimeException judged(Throwable fault, long tookNanos) {
      if (fault instanceof MetricSourceException known && passing.test(known)) {
        breaker.onError(tookNanos, TimeUnit.NANOSECONDS, known);
        noteState();
        lastFault = known;
        return new CompletionException(repeatable() ? new Repeatable(known) : known);
      }
      breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
      noteState();
      return new CompletionException(fault);
    }
  }

  /** Marks a fault that may be tried again. */
  private static final class Repeatable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient MetricSourceException fault;

    Repeatable(MetricSourceException fault) {
      super(null, fault, false, false);
      this.fault = fault;
    }
  }

  /** The monotonic time as a clock: the breaker must not mind when the wall clock steps. */
  private static final class MonotonicClock extends Clock {
    private final SourceContext context;

    MonotonicClock(SourceContext context) {
      this.context = context;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(context.time().nanoTime());
    }
  }
}
