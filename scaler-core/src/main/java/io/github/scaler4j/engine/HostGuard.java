package io.github.scaler4j.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a host alone that keeps failing: a circuit breaker.
 *
 * <p>Thread-safe. Each request acquires a permission before anything else that it needs, such as a
 * place in a budget, and gives account of it with exactly one of {@link #onSuccess}, {@link
 * #onFailure} or {@link #release}. After too many failures no permission is given for ten seconds;
 * then one request tries the host for all.
 */
public final class HostGuard {

  private static final Logger log = LoggerFactory.getLogger(HostGuard.class);

  private static final Duration OPEN_FOR = Duration.ofSeconds(10);

  // The breaker counts by the wall clock, which may step, and takes no other before resilience4j
  // 2.3. So it waits without an end, and is told when the time is up.
  private static final Duration FOREVER = Duration.ofDays(3650);

  private final String host;
  private final TimeSource time;
  private final CircuitBreaker breaker;
  private final Object lock = new Object();

  @GuardedBy("lock") private boolean open;

  @GuardedBy("lock") private long openedAtNanos;

  private HostGuard(String host, int failures, TimeSource time) {
    this.host = host;
    this.time = time;
    this.breaker =
        CircuitBreaker.of(
            host,
            CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(failures)
                .minimumNumberOfCalls(failures)
                .failureRateThreshold(100)
                .waitDurationInOpenState(FOREVER)
                .permittedNumberOfCallsInHalfOpenState(1)
                .currentTimestampFunction(ignored -> time.nanoTime(), TimeUnit.NANOSECONDS)
                .build());
  }

  /**
   * Guards a host that is left alone only when nothing else comes from it.
   *
   * @param host names the host in messages
   * @param failures after how many failures in a row it is left alone
   * @param context time
   * @return a new guard
   */
  public static HostGuard of(String host, int failures, SourceContext context) {
    return new HostGuard(host, failures, context.time());
  }

  /**
   * Tells whether the host is left alone at present; takes no permission.
   *
   * @return why, or null if a request may be tried
   */
  public @Nullable MetricSourceException refusal() {
    synchronized (lock) {
      return open && !isOpenLongEnough() ? fault() : null;
    }
  }

  /**
   * Asks for the permission to send one request.
   *
   * @return false if the host is left alone, or if another request is trying it: {@link #fault()}
   *     says so
   */
  public boolean tryAcquire() {
    endWaiting();
    boolean permitted = breaker.tryAcquirePermission();
    noteState();
    return permitted;
  }

  /**
   * Creates the fault of a request that got no permission.
   *
   * @return a new exception
   */
  public MetricSourceException fault() {
    return TransportException.ofOpenCircuit(
        host + ": not asked for up to " + OPEN_FOR.toSeconds() + " s, because it keeps failing");
  }

  /** Gives a permission back, because no request was sent or its end says nothing of the host. */
  public void release() {
    breaker.releasePermission();
  }

  /** Notes that the host answered, whatever it said. */
  public void onSuccess() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    noteState();
  }

  /**
   * Notes that a request failed in a way that speaks against the host.
   *
   * @param why what went wrong
   */
  public void onFailure(MetricSourceException why) {
    breaker.onError(0, TimeUnit.NANOSECONDS, why);
    noteState();
  }

  // Not by a listener: for one, the breaker would make a dated event of every success.
  private void noteState() {
    synchronized (lock) {
      boolean now = breaker.getState() == CircuitBreaker.State.OPEN;
      if (now != open) {
        openedAtNanos = time.nanoTime();
        show(now);
      }
    }
  }

  private void endWaiting() {
    synchronized (lock) {
      if (open && isOpenLongEnough()) {
        breaker.transitionToHalfOpenState();
        show(false);
      }
    }
  }

  @GuardedBy("lock") private void show(boolean nowOpen) {
    open = nowOpen;
    log.debug("{}: the circuit is {}", host, nowOpen ? "open" : "half open or closed");
  }

  @GuardedBy("lock") private boolean isOpenLongEnough() {
    return time.nanoTime() - openedAtNanos >= OPEN_FOR.toNanos();
  }
}
