package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One upstream read that all its readers share: its last value, and the readers that wait for the
 * next one.
 *
 * <p>Thread-safe. The upstream is told about each reader that needs a new value, and has at most
 * one request in flight. It reports the end of the request with {@link #succeed}, {@link #fail} or
 * {@link #abort}. A failure is not kept; a value is kept until it is replaced. Each reader has its
 * own future and deadline. No lock is held while a future completes or the upstream is called.
 *
 * @param <V> the value
 */
public final class SharedRead<V> {

  private final String subject;
  private final Freshness freshness;
  private final TimeSource time;
  private final DeadlineTimer timer;
  private final SourceEvents events;
  private final Upstream upstream;
  private final Object lock = new Object();

  // Null without waiters, so that thousands of idle reads hold no empty sets.
  @GuardedBy("lock") private @Nullable Set<Waiter> waiters;

  private volatile @Nullable Fetched<V> last;

  /**
   * Creates a read without a value.
   *
   * @param subject names what is read, in events and in messages
   * @param freshness how old the value may be
   * @param time tells how old the value is
   * @param timer ends readers at their deadlines; one for all reads of a source
   * @param events counts and reports cache hits and stale answers
   * @param upstream requests new values
   */
  public SharedRead(
      String subject,
      Freshness freshness,
      TimeSource time,
      DeadlineTimer timer,
      SourceEvents events,
      Upstream upstream) {
    this.subject = requireNonNull(subject, "subject");
    this.freshness = requireNonNull(freshness, "freshness");
    this.time = requireNonNull(time, "time");
    this.timer = requireNonNull(timer, "timer");
    this.events = requireNonNull(events, "events");
    this.upstream = requireNonNull(upstream, "upstream");
  }

  /**
   * Reads the value: the last one while it is fresh, otherwise a new one. If no new value comes in
   * time, the reader gets the last one marked as stale.
   *
   * @param deadline until when the reader waits
   * @return a new future
   */
  public CompletableFuture<Fetched<V>> read(Deadline deadline) {
    Fetched<V> fetched = last;
    long now = time.nanoTime();
    if (fetched != null && fetched.isFresh(now)) {
      events.onHit(subject, fetched);
      return CompletableFuture.completedFuture(fetched);
    }
    Waiter waiter = new Waiter(deadline);
    synchronized (lock) {
      if (waiters == null) {
        waiters = new LinkedHashSet<>();
      }
      waiters.add(waiter);
    }
    Fetched<V> newest = last;
    if (newest != null && newest.isFresh(now)) {
      // A value arrived between the first look and this reader's registration.
      waiter.complete(newest);
    }
    if (!waiter.isDone()) {
      ask(waiter);
    }
    return waiter;
  }

  private void ask(Waiter waiter) {
    Refresh refresh;
    try {
      refresh = upstream.refresh(waiter.deadline);
    } catch (MetricSourceException e) {
      refresh = new Refresh.Refused(e);
    } catch (Throwable e) {
      waiter.completeExceptionally(e);
      return;
    }
    waiter.follow(refresh);
  }

  /**
   * Reports a new value.
   *
   * @param value the upstream's value
   */
  public void succeed(V value) {
    succeed(value, freshness.freshFor());
  }

  /**
   * Reports a new value with its own freshness.
   *
   * @param value the upstream's value
   * @param freshFor how long the value is used without another request
   */
  public void succeed(V value, Duration freshFor) {
    Fetched<V> fetched = Fetched.now(value, freshFor, time);
    Collection<Waiter> ending;
    synchronized (lock) {
      last = fetched;
      ending = takeWaiters();
    }
    for (Waiter waiter : ending) {
      waiter.complete(fetched);
    }
  }

  /**
   * Reports that no new value came, for a reason that more time would not change.
   *
   * @param why what went wrong
   */
  public void fail(MetricSourceException why) {
    for (Waiter waiter : takeWaiters()) {
      waiter.settle(why);
    }
  }

  /**
   * Reports that no new value came within a request's time. The upstream is called again for
   * readers with more time than the request had, so it must be ready for the next wish.
   *
   * @param why what went wrong
   * @param requestDeadline the deadline of the request
   */
  public void fail(MetricSourceException why, Deadline requestDeadline) {
    List<Waiter> ending = new ArrayList<>();
    List<Waiter> asking = new ArrayList<>();
    synchronized (lock) {
      for (Waiter waiter : takeWaiters()) {
        if (waiter.mayAskAgain(requestDeadline)) {
          asking.add(waiter);
        } else {
          ending.add(waiter);
        }
      }
      waiters = asking.isEmpty() ? null : new LinkedHashSet<>(asking);
    }
    // The first reader to ask may start the request, so the one with the latest deadline asks
    // first.
    asking.sort((a, b) -> Long.signum(b.deadline.atNanos() - a.deadline.atNanos()));
    asking.forEach(this::ask);
    for (Waiter waiter : ending) {
      waiter.settle(why);
    }
  }

  /**
   * Reports that no new value came, for a reason that an older value must not hide: a fault of this
   * library or of the caller, or the close of the source.
   *
   * @param why the exception that every waiting reader gets
   */
  public void abort(Throwable why) {
    for (Waiter waiter : takeWaiters()) {
      waiter.completeExceptionally(why);
    }
  }

  /** Returns whether a reader waits for a new value. */
  public boolean isAwaited() {
    synchronized (lock) {
      return waiters != null && !waiters.isEmpty();
    }
  }

  private Collection<Waiter> takeWaiters() {
    synchronized (lock) {
      Collection<Waiter> taken = waiters == null ? List.of() : waiters;
      waiters = null;
      return taken;
    }
  }

  private @Nullable Fetched<V> usable() {
    Fetched<V> fetched = last;
    return fetched != null && fetched.age(time.nanoTime()).compareTo(freshness.staleFor()) < 0
        ? fetched
        : null;
  }

  /** One reader's future. It leaves the set of waiters however it ends. */
  private final class Waiter extends CompletableFuture<Fetched<V>> {

    private final Deadline deadline;
    private final long timeoutMillis;
    private final AtomicBoolean askedAgain = new AtomicBoolean();
    private volatile boolean timed;

    Waiter(Deadline deadline) {
      this.deadline = deadline;
      this.timeoutMillis = DeadlineTimer.millisLeft(deadline, time);
      Backstop.whenDone(this, (value, fault) -> leave(), thrown -> {});
    }

    /** Acts on the upstream's response. */
    void follow(Refresh refresh) {
      if (refresh instanceof Refresh.Refused refused) {
        settle(refused.why());
        return;
      }
      if (refresh instanceof Refresh.Queued queued) {
        Fetched<V> older = isDone() ? null : usable();
        if (older != null) {
          complete(events.onStale(subject, older, queued.why()));
        }
      }
      if (timed) {
        return;
      }
      timed = true;
      if (!timer.start(this, deadline, this::onDeadline)) {
        settle(new TransportException("given up: the scheduler has been shut down", null));
      }
    }

    boolean mayAskAgain(Deadline requestDeadline) {
      return deadline.isAfter(requestDeadline)
          && !deadline.isOver(time)
          && !isDone()
          && askedAgain.compareAndSet(false, true);
    }

    void settle(MetricSourceException why) {
      if (isDone()) {
        return;
      }
      Fetched<V> older = usable();
      if (older != null) {
        complete(events.onStale(subject, older, why));
      } else {
        completeExceptionally(why);
      }
    }

    private void onDeadline() {
      if (isDone()) {
        return;
      }
      MetricSourceException why = upstream.holdBack();
      settle(
          why != null
              ? why
              : new TransportException(
                  subject + ": no answer within " + timeoutMillis + " ms", null));
    }

    private void leave() {
      boolean wasLast;
      synchronized (lock) {
        wasLast = waiters != null && waiters.remove(this) && waiters.isEmpty();
        if (wasLast) {
          waiters = null;
        }
      }
      if (wasLast) {
        upstream.onLeft();
      }
    }
  }
}
