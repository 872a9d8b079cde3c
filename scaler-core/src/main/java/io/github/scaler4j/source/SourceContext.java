package io.github.scaler4j.source;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;

/**
 * What a source needs from outside: clocks, scheduler, randomness, an executor for the caller's
 * code, and a listener. Immutable.
 */
public final class SourceContext {

  private final TimeSource time;
  private final ScheduledExecutorService scheduler;
  private final Executor executor;
  private final DoubleSupplier random;
  private final SourceListener listener;

  private SourceContext(Builder builder) {
    this.time = builder.time;
    this.scheduler = builder.scheduler;
    this.executor = builder.executor;
    this.random = builder.random;
    this.listener = builder.listener;
  }

  /**
   * Starts with what every context needs, without jitter and without a listener.
   *
   * @param time where time comes from
   * @param scheduler runs short tasks of ours after a delay
   * @param executor runs the caller's code; see {@link #executor()}
   * @return a new builder, to be used by one thread
   * @throws NullPointerException if an argument is null
   */
  public static Builder builder(
      TimeSource time, ScheduledExecutorService scheduler, Executor executor) {
    return new Builder(time, scheduler, executor);
  }

  /**
   * Starts with the settings of this context.
   *
   * @return a new builder, to be used by one thread
   */
  public Builder toBuilder() {
    return new Builder(time, scheduler, executor).random(random).listener(listener);
  }

  /**
   * Returns where time comes from.
   *
   * @return thread-safe
   */
  public TimeSource time() {
    return time;
  }

  /**
   * Returns what runs short tasks of ours after a delay.
   *
   * @return a scheduler or executor that its creator shuts down
   */
  public ScheduledExecutorService scheduler() {
    return scheduler;
  }

  /**
   * Returns what runs all code of the caller's: callbacks of futures that were handed out,
   * suppliers of keys and tokens, listeners. A source runs none of it on a thread that another
   * reader needs, and nothing of its own here.
   *
   * <p>It runs tasks in parallel, since each may block, and neither blocks the submitting thread
   * nor runs tasks on it. {@code Runnable::run} is right only where time is virtual.
   *
   * @return a scheduler or executor that its creator shuts down
   */
  public Executor executor() {
    return executor;
  }

  /**
   * Returns the randomness of jitter.
   *
   * @return gives numbers from 0 inclusive to 1 exclusive; thread-safe
   */
  public DoubleSupplier random() {
    return random;
  }

  /**
   * Returns the listener.
   *
   * @return {@link SourceListener#NONE} unless set
   */
  public SourceListener listener() {
    return listener;
  }

  /** Collects the settings; not thread-safe. */
  public static final class Builder {
    private final TimeSource time;
    private final ScheduledExecutorService scheduler;
    private final Executor executor;
    private DoubleSupplier random = () -> 0.5;
    private SourceListener listener = SourceListener.NONE;

    private Builder(TimeSource time, ScheduledExecutorService scheduler, Executor executor) {
      this.time = requireNonNull(time, "time");
      this.scheduler = requireNonNull(scheduler, "scheduler");
      this.executor = requireNonNull(executor, "executor");
    }

    /**
     * Sets the randomness of jitter.
     *
     * @param random gives numbers from 0 inclusive to 1 exclusive, thread-safe; always the middle
     *     unless set, which is no jitter
     * @return this
     * @throws NullPointerException if {@code random} is null
     */
    public Builder random(DoubleSupplier random) {
      this.random = requireNonNull(random, "random");
      return this;
    }

    /**
     * Sets the listener.
     *
     * @param listener {@link SourceListener#NONE} unless set
     * @return this
     * @throws NullPointerException if {@code listener} is null
     */
    public Builder listener(SourceListener listener) {
      this.listener = requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Builds the context.
     *
     * @return a new context
     */
    public SourceContext build() {
      return new SourceContext(this);
    }
  }
}
