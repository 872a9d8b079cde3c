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
 * A circuit breaker for one host.
 *
 * <p>Thread-safe. A request acquires a permission before anything else that it needs, such as a
 * place in a budget. It settles the permission with exactly one call of {@link #onSuccess}, {@link
 * #onFailure} or {@link #release}. After too many failures the guard gives no permission for ten
 * seconds, or as long as the host asks clients to wait. Then a single request tries the host, and
 * one more for every ten seconds without its end. Whichever ends first decides. A {@link
 * MetricGuard} tells one metric's faults from the host's.
 */
public final class HostGuard implements Attempts.Guard {

  private static final Logger log = LoggerFactory.getLogger(HostGuard.class);

  private static final Duration LEAST_OPEN = Duration.ofSeconds(10);

  // The breaker uses the wall clock, which may step, and accepts no other clock before resilience4j
  // 2.3. So its own wait never ends, and this class ends it.
  private static final Duration FOREVER = Duration.ofDays(3650);

  private final String host;
  private final TimeSource time;
  // resilience4j's decorators wrap a whole call. Here one thread acquires the permission, under the
  // plan's lock, and another settles it when the answer comes.
  private final CircuitBreaker breaker;
  private final Object lock = new Object();

  @GuardedBy("lock") private boolean open;

  @GuardedBy("lock") private long openedAtNanos;

  @GuardedBy("lock") private Duration openFor = LEAST_OPEN;

  /** The number of permissions that have not been settled. */
  @GuardedBy("lock") private int underWay;

  /** Whether a request has tried the host since the circuit was open. */
  @GuardedBy("lock") private boolean tried;

  @GuardedBy("lock") private long triedAtNanos;

  @GuardedBy("lock") private boolean answered;

  @GuardedBy("lock") private long answeredNanos;

  /** Whether the last failure that counted may be due to its metric instead. */
  @GuardedBy("lock") private boolean reached;

  /** The metric that has waited longest since the last trial; null if none was refused. */
  @GuardedBy("lock") private @Nullable FaultStreak next;

  /** Whether another metric has let that one go first since. */
  @GuardedBy("lock") private boolean yielded;

  @GuardedBy("lock") private long yieldedNanos;

  @GuardedBy("lock") private boolean loggedOpen;

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
   * Creates a guard that opens after failures in a row, without any success between them.
   *
   * @param host names the host in messages
   * @param failures how many failures in a row open the circuit
   * @param context time
   * @return a new guard
   */
  public static HostGuard of(String host, int failures, SourceContext context) {
    return new HostGuard(host, failures, context.time());
  }

  /**
   * Returns why the host gets no requests at present. Acquires no permission.
   *
   * @return null if a request may be tried
   */
  public @Nullable MetricSourceException refusal() {
    synchronized (lock) {
      return open && !isOpenLongEnough() ? fault() : null;
    }
  }

  @Nullable MetricSourceException refusal(FaultStreak metric) {
    synchronized (lock) {
      if (!open || isOpenLongEnough() || mayPass(metric)) {
        return null;
      }
      noteWaiting(metric);
      return fault();
    }
  }

  /**
   * Acquires the permission to send one request.
   *
   * @return false if the circuit is open, or if another request is trying the host; {@link
   *     #fault()} has the reason
   */
  @Override
  public boolean tryAcquire() {
    return tryAcquire(FaultStreak.UNKNOWN);
  }

  boolean tryAcquire(FaultStreak metric) {
    synchronized (lock) {
      endWaiting();
      boolean permitted =
          switch (breaker.getState()) {
            case HALF_OPEN -> !isTried() && isTurnOf(metric) && noteTrial();
            case OPEN -> !isTried() && mayPass(metric) && noteTrial();
            default -> breaker.tryAcquirePermission();
          };
      if (permitted) {
        underWay++;
        next = null;
        yielded = false;
      } else {
        noteWaiting(metric);
      }
      return permitted;
    }
  }

  @Override
  public MetricSourceException fault() {
    long seconds;
    synchronized (lock) {
      seconds = openFor.toSeconds();
    }
    return TransportException.ofOpenCircuit(
        host + ": gets no requests for up to " + seconds + " s, because it keeps failing");
  }

  @Override
  public void release() {
    synchronized (lock) {
      underWay--;
    }
  }

  /**
   * Records that the host answered, with whatever status. This closes the circuit, unless it is
   * open for more than the faults of single metrics.
   */
  @Override
  public void onSuccess() {
    synchronized (lock) {
      underWay--;
      answered = true;
      answeredNanos = time.nanoTime();
      if (open && reached) {
        breaker.transitionToClosedState();
      } else {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
      }
      noteState(LEAST_OPEN);
    }
  }

  @Override
  public void onFailure(MetricSourceException why) {
    synchronized (lock) {
      count(why);
    }
  }

  void onFailure(MetricSourceException why, FaultStreak metric) {
    synchronized (lock) {
      boolean mayBeOfMetric = FaultStreak.mayInclude(why);
      if (mayBeOfMetric && answered && answeredNanos - metric.sinceNanos() > 0) {
        underWay--;
      } else {
        reached = mayBeOfMetric;
        count(why);
      }
    }
  }

  @GuardedBy("lock") private void count(MetricSourceException why) {
    Duration asked = RetryDelay.asked(why);
    underWay--;
    breaker.onError(0, TimeUnit.NANOSECONDS, why);
    noteState(asked.compareTo(LEAST_OPEN) > 0 ? asked : LEAST_OPEN);
  }

  // A logger may block, so the caller must hold no lock.
  @Override
  public void logState() {
    if (!log.isDebugEnabled()) {
      return;
    }
    boolean now;
    synchronized (lock) {
      now = open;
      if (now == loggedOpen) {
        return;
      }
      loggedOpen = now;
    }
    log.debug("{}: the circuit is {}", host, now ? "open" : "half open or closed");
  }

  // Polled, because a breaker with a listener creates an event for every success.
  @GuardedBy("lock") private void noteState(Duration pause) {
    boolean now = breaker.getState() == CircuitBreaker.State.OPEN;
    if (now != open) {
      openedAtNanos = time.nanoTime();
      openFor = pause;
      open = now;
    }
  }

  @GuardedBy("lock") private void endWaiting() {
    if (open && isOpenLongEnough()) {
      breaker.transitionToHalfOpenState();
      openFor = LEAST_OPEN;
      tried = false;
      open = false;
    }
  }

  // Instead of the breaker's own permission, which is lost with a request that hangs, and given
  // twice if a request from before the circuit was open is released.
  @GuardedBy("lock") private boolean isTried() {
    return tried && underWay > 0 && time.nanoTime() - triedAtNanos < LEAST_OPEN.toNanos();
  }

  @GuardedBy("lock") private boolean noteTrial() {
    tried = true;
    triedAtNanos = time.nanoTime();
    return true;
  }

  /**
   * Whether a metric may try the host although the circuit is open. A wish of the host's counts.
   */
  @GuardedBy("lock") private boolean mayPass(FaultStreak metric) {
    return reached && !metric.failing() && openFor.equals(LEAST_OPEN);
  }

  @GuardedBy("lock") private void noteWaiting(FaultStreak metric) {
    if (next == null || metric.isBefore(next)) {
      next = metric;
    }
  }

  // Otherwise a metric that always fails, and always asks first, would take every trial. The one
  // that has waited longest may never ask again.
  @GuardedBy("lock") private boolean isTurnOf(FaultStreak metric) {
    if (next == null || !next.isBefore(metric)) {
      return true;
    }
    long now = time.nanoTime();
    if (!yielded) {
      yielded = true;
      yieldedNanos = now;
    }
    return now - yieldedNanos >= LEAST_OPEN.toNanos();
  }

  @GuardedBy("lock") private boolean isOpenLongEnough() {
    return time.nanoTime() - openedAtNanos >= openFor.toNanos();
  }
}
