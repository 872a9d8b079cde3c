package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.SourceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is read upstream, shared by all who read it: its last value, and who waits for the
 * next one.
 *
 * <p>Thread-safe. However many readers ask, the upstream is asked once: {@link #refresh} is told of
 * every wish and starts at most one fetch, whose end is reported with {@link #succeed} or {@link
 * #fail}. A failure is not kept; a value is kept until it is replaced. Each reader has a future and
 * a timeout of its own. No lock is held while a future completes or {@link #refresh} runs.
 *
 * @param <V> the value
 */
public abstract class SharedRead<V> {

  private final Freshness freshness;
  private final SourceContext context;
  private final Object lock = new Object();
  // Null while nobody waits: an idle read of many thousands shouldn't hold an empty table each.
  private @Nullable Set<Waiter> waiters;
  private volatile @Nullable Fetched<V> last;
  private volatile int ended;
  private @Nullable Throwable lastFailure;

  /**
   * Makes a read without a value.
   *
   * @param freshness how old the value may be
   * @param context time and scheduler
   */
  protected SharedRead(Freshness freshness, SourceContext context) {
    this.freshness = requireNonNull(freshness, "freshness");
    this.context = requireNonNull(context, "context");
  }

  /**
   * Wishes for a new value. Called for every reader that finds none fresh, on its thread.
   *
   * @param timeout how long that reader waits
   * @return what became of the wish
   */
  protected abstract Refresh refresh(Duration timeout);

  /**
   * Names what is read, for the message of a reader whose time is up.
   *
   * @return for example a host; empty unless overridden
   */
  protected String subject() {
    return "";
  }

  /** Is told that nobody has read this for long; it will not be read again. */
  protected void forgotten() {}

  /**
   * Reads the value: the last one while it is fresh, a new one otherwise, the last one marked stale
   * if no new one can be had in time.
   *
   * @param timeout how long the reader waits at most
   * @return a future of the reader's own
   */
  public final CompletableFuture<Fetched<V>> read(Duration timeout) {
    int seen = ended;
    Fetched<V> fetched = last;
    long now = context.time().nanoTime();
    if (fetched != null && now - fetched.freshUntilNanos() < 0) {
      context.listener().onCacheHit();
      return CompletableFuture.completedFuture(fetched);
    }
    Refresh refresh = refresh(timeout);
    if (refresh instanceof Refresh.Refused refused) {
      return staleOr(refused.why());
    }
    if (refresh instanceof Refresh.Queued queued && usable(fetched, now)) {
      return CompletableFuture.completedFuture(stale(requireNonNull(fetched), queued.why()));
    }
    return await(seen, timeout, refresh);
  }

  private CompletableFuture<Fetched<V>> await(int seen, Duration timeout, Refresh refresh) {
    Waiter waiter;
    Throwable failure;
    synchronized (lock) {
      if (ended == seen) {
        waiter = new Waiter();
        if (waiters == null) {
          waiters = new LinkedHashSet<>();
        }
        waiters.add(waiter);
        failure = null;
      } else {
        waiter = null;
        failure = lastFailure;
      }
    }
    if (waiter == null) {
      return failure == null
          ? CompletableFuture.completedFuture(requireNonNull(last))
          : failure instanceof MetricSourceException why
              ? staleOr(why)
              : CompletableFuture.failedFuture(failure);
    }
    if (!(refresh instanceof Refresh.Started)) {
      waiter.endAfter(timeout, refresh);
    }
    return waiter;
  }

  /**
   * Reports a new value.
   *
   * @param value what the upstream gave
   */
  protected final void succeed(V value) {
    succeed(value, freshness.freshFor());
  }

  /**
   * Reports a new value with a freshness of its own.
   *
   * @param value what the upstream gave
   * @param freshFor for how long it is used without asking again
   */
  protected final void succeed(V value, Duration freshFor) {
    long now = context.time().nanoTime();
    Fetched<V> fetched = new Fetched<>(value, now, now + freshFor.toNanos(), Optional.empty());
    for (Waiter waiter : end(fetched, null)) {
      waiter.complete(fetched);
    }
  }

  /**
   * Reports that no new value came.
   *
   * @param why what went wrong
   */
  protected final void fail(MetricSourceException why) {
    for (Waiter waiter : end(null, why)) {
      waiter.settle(why);
    }
  }

  /**
   * Reports that no new value came, for a reason that no older value makes good: a fault of ours or
   * of the caller's, or the end of the source.
   *
   * @param why what all who wait get, itself
   */
  protected final void abort(Throwable why) {
    for (Waiter waiter : end(null, why)) {
      waiter.completeExceptionally(why);
    }
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // written under the lock, read without
  private List<Waiter> end(@Nullable Fetched<V> fetched, @Nullable Throwable failure) {
    synchronized (lock) {
      if (fetched != null) {
        last = fetched;
      }
      lastFailure = failure;
      ended++;
      List<Waiter> ending = waiters == null ? List.of() : new ArrayList<>(waiters);
      waiters = null;
      return ending;
    }
  }

  private String noAnswer(Duration timeout) {
    String subject = subject();
    return (subject.isEmpty() ? "" : subject + ": ")
        + "no answer within "
        + timeout.toMillis()
        + " ms";
  }

  private boolean usable(@Nullable Fetched<V> fetched, long now) {
    return fetched != null && now - fetched.fetchedAtNanos() < freshness.staleFor().toNanos();
  }

  private CompletableFuture<Fetched<V>> staleOr(MetricSourceException why) {
    Fetched<V> fetched = last;
    return usable(fetched, context.time().nanoTime())
        ? CompletableFuture.completedFuture(stale(requireNonNull(fetched), why))
        : CompletableFuture.failedFuture(why);
  }

  private Fetched<V> stale(Fetched<V> fetched, MetricSourceException why) {
    long age = context.time().nanoTime() - fetched.fetchedAtNanos();
    context.listener().onStaleAnswer(Duration.ofNanos(age), why);
    return fetched.stale(why);
  }

  /** One reader's future; leaves the set of waiters however it ends. */
  private final class Waiter extends CompletableFuture<Fetched<V>> {

    private volatile @Nullable ScheduledFuture<?> timer;

    Waiter() {
      var unused = whenComplete((value, fault) -> leave());
    }

    void settle(MetricSourceException why) {
      if (isDone()) {
        return;
      }
      Fetched<V> fetched = last;
      if (usable(fetched, context.time().nanoTime())) {
        complete(stale(requireNonNull(fetched), why));
      } else {
        completeExceptionally(why);
      }
    }

    void endAfter(Duration timeout, Refresh refresh) {
      try {
        timer =
            context
                .scheduler()
                .schedule(() -> timeUp(timeout, refresh), timeout.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        settle(new TransportException("not asked: the scheduler has been shut down", e));
      }
      if (isDone()) {
        stopTimer();
      }
    }

    private void timeUp(Duration timeout, Refresh refresh) {
      settle(
          refresh instanceof Refresh.Queued queued
              ? queued.why()
              : new TransportException(noAnswer(timeout), null));
    }

    private void leave() {
      stopTimer();
      synchronized (lock) {
        if (waiters != null) {
          waiters.remove(this);
        }
      }
    }

    private void stopTimer() {
      ScheduledFuture<?> running = timer;
      if (running != null) {
        running.cancel(false);
      }
    }
  }
}
