package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.DaemonThreads;
import io.github.scaler4j.engine.ListenerQueue;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.manifest.ScaleTrigger;
import io.github.scaler4j.manifest.ScaledObject;
import io.github.scaler4j.manifest.TriggerResolver;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.source.Verification;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes scalers; one for a process, shared by all its triggers.
 *
 * <p>Thread-safe. Scalers of one factory share connections, values and requests. Two factories, or
 * two processes, split a rate limit's budget by what its headers tell, but ask the same queries
 * twice.
 */
public final class DatadogScalers implements AutoCloseable {

  private final TimeSource time;
  private final Sources sources;
  private final Executor executor;
  private final @Nullable ScheduledThreadPoolExecutor ownScheduler;
  private final @Nullable ExecutorService ownExecutor;

  private DatadogScalers(Builder builder) {
    this.time = builder.time;
    ScheduledExecutorService scheduler = builder.scheduler;
    this.ownScheduler = scheduler == null ? newScheduler() : null;
    Executor given = builder.executor;
    this.ownExecutor =
        given == null ? Executors.newCachedThreadPool(new DaemonThreads("scaler4j-caller")) : null;
    this.executor = given == null ? requireNonNull(ownExecutor) : given;
    SourceContext context =
        SourceContext.builder(
                time, scheduler == null ? requireNonNull(ownScheduler) : scheduler, executor)
            .random(builder.random)
            .listener(ListenerQueue.of(builder.listener, executor, time))
            .build();
    this.sources = new Sources(builder.sources, builder.classLoader, context);
  }

  private static ScheduledThreadPoolExecutor newScheduler() {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1, new DaemonThreads("scaler4j-scheduler"));
    scheduler.setRemoveOnCancelPolicy(true);
    return scheduler;
  }

  /**
   * Makes a factory with every source on the class path, at its defaults.
   *
   * @return a new factory, to be closed by the caller
   */
  public static DatadogScalers create() {
    return builder().build();
  }

  /**
   * Starts with the defaults of {@link #create()}.
   *
   * @return a new builder, to be used by one thread
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes a scaler of a trigger as a user wrote it.
   *
   * @param metadata the trigger's metadata and auth parameters
   * @return a new scaler, to be closed by the caller
   * @throws InvalidTriggerException if the trigger is not valid, or no source reads it
   * @throws IllegalStateException if this factory is closed
   */
  public DatadogScaler scaler(TriggerMetadata metadata) {
    return scaler(DatadogTrigger.parse(metadata));
  }

  /**
   * Makes a scaler of a parsed trigger.
   *
   * @param trigger the trigger
   * @return a new scaler, to be closed by the caller
   * @throws InvalidTriggerException if no source reads it
   * @throws IllegalStateException if this factory is closed
   */
  public DatadogScaler scaler(DatadogTrigger trigger) {
    requireNonNull(trigger, "trigger");
    return new DatadogScaler(trigger, sources.of(trigger), time, executor);
  }

  /**
   * Makes a scaler of all {@code datadog} triggers of an object. A fallback that needs the
   * workload's replicas is not applied; see {@link #scaledObject(ScaledObject, TriggerResolver,
   * Supplier)}.
   *
   * @param object the object
   * @param resolver finds what its triggers refer to; may block
   * @return a new scaler, to be closed by the caller
   * @throws InvalidTriggerException if something is missing or not valid, there is no trigger, or
   *     two have the same metric name, as happens to two triggers of one {@code DatadogMetric}
   * @throws IllegalStateException if this factory is closed
   */
  public ScaledObjectScaler scaledObject(ScaledObject object, TriggerResolver resolver) {
    return scaledObject(
        object,
        resolver,
        () -> {
          throw new IllegalStateException(
              "the workload's replicas are not known; give them to DatadogScalers.scaledObject");
        });
  }

  /**
   * Makes a scaler of all {@code datadog} triggers of an object.
   *
   * @param object the object
   * @param resolver finds what its triggers refer to; may block
   * @param replicas gives the workload's replicas when a fallback needs them: for every behaviour
   *     but {@code static}, and for a target of type {@code Value}. It must not block; if it
   *     throws, there is no fallback
   * @return a new scaler, to be closed by the caller
   * @throws InvalidTriggerException if something is missing or not valid, there is no trigger, or
   *     two have the same metric name, as happens to two triggers of one {@code DatadogMetric}
   * @throws IllegalStateException if this factory is closed
   */
  public ScaledObjectScaler scaledObject(
      ScaledObject object, TriggerResolver resolver, Supplier<ReplicaCounts> replicas) {
    requireNonNull(replicas, "replicas");
    List<TriggerSlot> slots = new ArrayList<>();
    for (ScaleTrigger trigger : object.datadogTriggers()) {
      slots.add(
          new TriggerSlot(
              scaler(resolver.resolve(object, trigger)),
              trigger.useCachedMetrics(),
              object.settings().fallback(),
              replicas));
    }
    return new ScaledObjectScaler(object.name(), slots);
  }

  /**
   * Tries step by step what a read of a trigger needs, for the person who sets it up. Through the
   * Cluster Agent these are name, connection, certificate, token, right and metric, asked of the
   * agent itself, past any value at hand. Blocks for the trigger's timeout per step at most.
   *
   * @param trigger the trigger to try
   * @return a report that prints as one line per step, with what to do about a failure; without any
   *     secret
   * @throws InvalidTriggerException if no source reads the trigger
   * @throws IllegalStateException if this factory is closed
   */
  public Verification verify(DatadogTrigger trigger) {
    requireNonNull(trigger, "trigger");
    return sources.of(trigger).verify(trigger, Deadline.in(trigger.timeout(), time));
  }

  /**
   * Returns what the sources hold and have done, in sum: how many queries are alive, how many reads
   * were answered without a request, how many requests that took.
   *
   * @return a snapshot
   */
  public SourceStatistics statistics() {
    return sources.statistics();
  }

  /** Closes the sources, and what else this factory started. To close again does nothing. */
  @Override
  public void close() {
    sources.close();
    if (ownScheduler != null) {
      ownScheduler.shutdownNow();
    }
    if (ownExecutor != null) {
      ownExecutor.shutdown(); // callbacks of reads that have just failed still run
    }
  }

  /** Collects the settings; not thread-safe. */
  public static final class Builder {
    private final List<MetricSourceProvider> sources = new ArrayList<>();
    private TimeSource time = TimeSource.system();
    private @Nullable ScheduledExecutorService scheduler;
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    private SourceListener listener = SourceListener.NONE;
    private @Nullable Executor executor;
    private ClassLoader classLoader = DatadogScalers.class.getClassLoader();

    private Builder() {}

    /**
     * Configures a source in place of the one with defaults that would be found on the class path.
     * Other sources are still found. Of several that read the same trigger, the first does.
     *
     * @param provider makes the source, for example {@code DatadogApiSource.with(options)}
     */
    public Builder source(MetricSourceProvider provider) {
      sources.add(requireNonNull(provider, "provider"));
      return this;
    }

    /**
     * Sets where time comes from.
     *
     * @param time the system's clocks unless set
     * @return this
     */
    public Builder time(TimeSource time) {
      this.time = requireNonNull(time, "time");
      return this;
    }

    /**
     * Sets the scheduler that runs tasks after a delay.
     *
     * @param scheduler unless set, one daemon thread; stays open
     * @return this
     */
    public Builder scheduler(ScheduledExecutorService scheduler) {
      this.scheduler = requireNonNull(scheduler, "scheduler");
      return this;
    }

    /**
     * Sets the randomness of jitter.
     *
     * @param random gives numbers from 0 inclusive to 1 exclusive; thread-safe
     * @return this
     */
    public Builder random(DoubleSupplier random) {
      this.random = requireNonNull(random, "random");
      return this;
    }

    /**
     * Sets where the caller's code runs: callbacks of futures, suppliers of keys and tokens, the
     * listener.
     *
     * @param executor unless set, as many daemon threads as needed. It must run tasks in parallel,
     *     must neither block the submitting thread nor run tasks on it, and stays open
     * @return this
     */
    public Builder executor(Executor executor) {
      this.executor = requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Sets the listener that is told what happens.
     *
     * @param listener told on the {@linkplain #executor executor}, one event at a time and in order
     * @return this
     */
    public Builder listener(SourceListener listener) {
      this.listener = requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets where sources are looked for.
     *
     * @param classLoader this library's own unless set
     * @return this
     */
    public Builder classLoader(ClassLoader classLoader) {
      this.classLoader = requireNonNull(classLoader, "classLoader");
      return this;
    }

    /**
     * Makes the factory.
     *
     * @return a new factory, to be closed by the caller
     */
    public DatadogScalers build() {
      return new DatadogScalers(this);
    }
  }
}
