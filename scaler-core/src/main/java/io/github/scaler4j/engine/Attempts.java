package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Retries a request after a transient fault, within the reader's time. The random delay doubles,
 * and is no shorter than {@code Retry-After} asks. Once a delay would outlast that time, the
 * request fails at once.
 *
 * <p>Thread-safe. Not resilience4j's {@code Retry}, which has no deadline and loses the future if
 * the scheduler rejects a task.
 */
public final class Attempts {

  /** Permits each attempt, and is notified of its end. */
  public interface Guard {

    /**
     * Acquires the permission to send one request. Exactly one of the callbacks settles it.
     *
     * @return false if none is given now
     */
    boolean tryAcquire();

    /**
     * Creates the exception for a request that was refused permission.
     *
     * @return a new exception
     */
    MetricSourceException fault();

    /** Gives back a permission: no request was sent, or its end says nothing about the host. */
    void release();

    /** Records that the host answered, with whatever status. */
    void onSuccess();

    /**
     * Records a failure that counts against the host.
     *
     * @param why what went wrong, and how long the host asks clients to wait
     */
    void onFailure(MetricSourceException why);

    /**
     * Logs at the level DEBUG whether the circuit is open, if it has changed since the last call. A
     * logger may block, so the caller must hold no lock.
     */
    void logState();
  }

  private final int mostRetries;
  private final Predicate<MetricSourceException> passing;
  private final SourceContext context;

  /**
   * Creates the rule.
   *
   * @param mostRetries the maximum number of retries of a request
   * @param passing matches faults that are transient and count against the host
   * @param context time, scheduler and randomness
   */
  public Attempts(
      int mostRetries, Predicate<MetricSourceException> passing, SourceContext context) {
    this.mostRetries = mostRetries;
    this.passing = passing;
    this.context = context;
  }

  /**
   * Sends a request, and retries it after a transient fault.
   *
   * @param <T> the answer
   * @param guard permits each attempt and is notified of its end
   * @param deadline for all attempts and delays together
   * @param attempt sends the request once; it may fail with a {@link NotAskedException}
   * @return a future that completes with the answer or fails with the fault of the last attempt
   *     that reached the host. If none did, it fails with the reason for that
   */
  public <T> CompletableFuture<T> call(
      Guard guard, Deadline deadline, Function<Deadline, CompletableFuture<T>> attempt) {
    Run<T> run = new Run<>(guard, deadline, attempt);
    run.next(0, null);
    return run.result;
  }

  /** The attempts to send one request. */
  private final class Run<T> {
    final CompletableFuture<T> result = new CompletableFuture<>();
    private final Guard guard;
    private final Deadline deadline;
    private final Function<Deadline, CompletableFuture<T>> attempt;

    Run(Guard guard, Deadline deadline, Function<Deadline, CompletableFuture<T>> attempt) {
      this.guard = guard;
      this.deadline = deadline;
      this.attempt = attempt;
    }

    /**
     * Attempts the request.
     *
     * @param retries how many of the attempts were retries, including this one
     * @param before the fault of the previous attempt; null for the first
     */
    void next(int retries, @Nullable MetricSourceException before) {
      if (before != null && deadline.isOver(context.time())) {
        result.completeExceptionally(before);
        return;
      }
      boolean permitted = guard.tryAcquire();
      guard.logState();
      if (!permitted) {
        result.completeExceptionally(before == null ? guard.fault() : before);
        return;
      }
      CompletableFuture<T> asked;
      try {
        asked = attempt.apply(deadline);
      } catch (Throwable e) {
        guard.release();
        result.completeExceptionally(e);
        return;
      }
      Backstop.whenDone(
          asked,
          (value, fault) -> end(retries, before, value, fault),
          result::completeExceptionally);
    }

    private void end(
        int retries,
        @Nullable MetricSourceException before,
        @Nullable T value,
        @Nullable Throwable fault) {
      if (fault == null) {
        guard.onSuccess();
        guard.logState();
        result.complete(value);
      } else if (fault instanceof NotAskedException) {
        guard.release();
        // A retry that was held back does not hide why there is no value.
        result.completeExceptionally(before == null ? NotAskedException.reason(fault) : before);
      } else if (!(fault instanceof MetricSourceException known)) {
        guard.release();
        result.completeExceptionally(fault);
      } else if (passing.test(known)) {
        if (LostConnectionException.isCauseOf(known)) {
          guard.release();
        } else {
          guard.onFailure(known);
        }
        guard.logState();
        retryOrFail(retries, known);
      } else {
        guard.onSuccess();
        guard.logState();
        result.completeExceptionally(known);
      }
    }

    private void retryOrFail(int retries, MetricSourceException fault) {
      int next = retries + 1;
      if (next > mostRetries) {
        result.completeExceptionally(fault);
        return;
      }
      long delay = RetryDelay.after(fault, next, context.random()).toNanos();
      if (delay >= deadline.leftNanos(context.time())) {
        result.completeExceptionally(fault);
        return;
      }
      try {
        var unused =
            context.scheduler().schedule(() -> next(next, fault), delay, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        result.completeExceptionally(fault);
      }
    }
  }
}
