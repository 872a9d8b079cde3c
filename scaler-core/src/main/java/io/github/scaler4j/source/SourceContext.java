package io.github.scaler4j.source;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;

/**
 * The environment of a source: clocks, scheduler, randomness, an executor for the caller's code,
 * and a listener. Immutable.
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
   * Starts a context without jitter and without a listener.
   *
   * @param time supplies the time
   * @param scheduler runs the library's short tasks after a delay
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
   * Returns the clocks.
   *
   * @return a thread-safe time source
   */
  public TimeSource time() {
    return time;
  }

  /**
   * Returns the scheduler that runs the library's short tasks after a delay.
   *
   * @return a scheduler that its creator shuts down
   */
  public ScheduledExecutorService scheduler() {
    return scheduler;
  }

  /**
   * Returns the executor that runs the caller's code: callbacks of futures, suppliers of keys and
   * tokens, listeners. A source never runs such code on a thread that another reader needs, and
   * runs none of its own code here.
   *
   * <p>It runs tasks in parallel, because each may block. It neither blocks the submitting thread
   * nor runs tasks on it. {@code Runnable::run} is suitable only with virtual time.
   *
   * @return an executor that its creator shuts down
   */
  public Executor executor() {
    return executor;
  }

  /**
   * Returns the randomness of jitter.
   *
   * @return a thread-safe supplier of numbers from 0 inclusive to 1 exclusive
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
     * @param random supplies numbers from 0 inclusive to 1 exclusive; thread-safe. Unless set, it
     *     always supplies 0.5, which means no jitter
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
