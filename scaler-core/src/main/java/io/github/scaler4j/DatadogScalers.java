package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.Listeners;
import io.github.scaler4j.engine.OkHttpVersion;
import io.github.scaler4j.error.InvalidTriggerException;
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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates scalers. One instance per process serves all triggers.
 *
 * <p>Thread-safe. Scalers of one factory share connections, values and requests. Two factories, or
 * two processes, see the shared budget in the headers and split it, but each sends its own queries.
 */
public final class DatadogScalers implements AutoCloseable {

  private final TimeSource time;
  private final Sources sources;
  private final ScalerThreads threads;
  private final SourceContext context;
  private final Listeners listeners;
  private final ReadMeter meter;
  private final TriggerWarningLog warnings;
  private final OpenScalers open = new OpenScalers();

  private DatadogScalers(Builder builder) {
    OkHttpVersion.check();
    this.time = builder.time;
    this.threads = new ScalerThreads(builder.scheduler, builder.executor, time);
    this.listeners = Listeners.of(builder.listener, threads.executor(), time);
    this.warnings = new TriggerWarningLog(time);
    this.meter = new ReadMeter(listeners, time);
    this.context =
        SourceContext.builder(time, threads.scheduler(), threads.executor())
            .random(builder.random)
            .listener(listeners)
            .build();
    this.sources = new Sources(builder.sources, builder.classLoader, context);
  }

  /**
   * Returns a factory with every source on the class path, at its defaults.
   *
   * @return a new factory, to be closed by the caller
   * @throws IllegalStateException if the class path holds too old an OkHttp or Okio
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
   * Creates a scaler from a trigger's metadata. Logs each warning about a valid but suspicious
   * setting at most once a minute.
   *
   * @param metadata the trigger's metadata and auth parameters
   * @return a new scaler, to be closed by the caller
   * @throws InvalidTriggerException if the trigger is not valid, or no source supports it
   * @throws IllegalStateException if this factory is closed
   */
  public DatadogScaler scaler(TriggerMetadata metadata) {
    return scaler(warnings.parse(metadata));
  }

  /**
   * Creates a scaler for a parsed trigger.
   *
   * @param trigger the trigger
   * @return a new scaler, to be closed by the caller
   * @throws InvalidTriggerException if no source supports it
   * @throws IllegalStateException if this factory is closed
   */
  public DatadogScaler scaler(DatadogTrigger trigger) {
    requireNonNull(trigger, "trigger");
    DatadogScaler scaler = new DatadogScaler(trigger, sources.of(trigger), time, threads, meter);
    open.add(scaler);
    return scaler;
  }

  /**
   * Creates the autoscaler of an object that has only {@code datadog} triggers and no stored state.
   *
   * @param object the object
   * @param resolver finds the objects that its triggers refer to; may block
   * @return a new autoscaler, to be closed by the caller
   * @throws InvalidTriggerException as {@link #scaledObject(ScaledObject, TriggerResolver,
   *     AutoscalerOptions)} does
   * @throws IllegalStateException if this factory is closed
   */
  public ScaledObjectAutoscaler scaledObject(ScaledObject object, TriggerResolver resolver) {
    return scaledObject(object, resolver, AutoscalerOptions.defaults());
  }

  /**
   * Creates the autoscaler of an object. An object that can't be read affects no other.
   *
   * @param object the object; while it is paused, its triggers are not resolved
   * @param resolver finds the objects that its {@code datadog} triggers refer to; may block
   * @param options the reader of its other triggers, and its stored state
   * @return a new autoscaler, to be closed by the caller
   * @throws InvalidTriggerException if something is missing or not valid, no reader is set for a
   *     trigger of another type, two triggers have the same metric name, as two triggers of one
   *     {@code DatadogMetric} do, or a target rounds to less than 0.001 and no formula replaces it
   * @throws IllegalStateException if this factory is closed
   */
  public ScaledObjectAutoscaler scaledObject(
      ScaledObject object, TriggerResolver resolver, AutoscalerOptions options) {
    requireNonNull(resolver, "resolver");
    sources.checkOpen();
    TriggerOpener triggers =
        new TriggerOpener(this::scaler, resolver, options.otherTriggers(), context);
    return new ScaledObjectAutoscaler(
        object, options.state(), triggers::open, sources, threads, time);
  }

  /**
   * Checks step by step what a read of a trigger needs, to troubleshoot a setup. In Cluster Agent
   * mode the steps are name, connection, certificate, token, permission and metric. The steps
   * bypass every cache. Blocks for at most the trigger's timeout, or for that time per agent.
   *
   * @param trigger the trigger to check
   * @return a report that prints one line per step, with advice for a failed one; it holds no
   *     secret
   * @throws InvalidTriggerException if no source supports the trigger
   * @throws IllegalStateException if this factory is closed
   * @throws RuntimeException if the caller's own code, such as an interceptor of its HTTP client,
   *     throws it; an {@link Error} likewise
   */
  public Verification verify(DatadogTrigger trigger) {
    requireNonNull(trigger, "trigger");
    return sources.of(trigger).verify(trigger, Deadline.in(trigger.timeout(), time));
  }

  /**
   * Returns the statistics of all sources together: requests, the outcomes of the scalers' reads,
   * and the state of each host with its rate limit and advice about it.
   *
   * @return a snapshot
   */
  public SourceStatistics statistics() {
    return sources.statistics().plus(meter.statistics());
  }

  /**
   * Returns the health of each host and each open scaler, for a readiness endpoint.
   *
   * @return a snapshot
   */
  public ScalersHealth health() {
    return new ScalersHealth(sources.statistics().hosts(), open.health());
  }

  /**
   * Adds a listener to the {@linkplain Builder#listener builder's}. It gets all later events,
   * through a queue of its own.
   *
   * @param listener called on the executor, one event at a time and in order. May block, and may
   *     throw: no read and no other listener waits for it
   * @throws NullPointerException if {@code listener} is null
   */
  public void addListener(SourceListener listener) {
    listeners.addListener(requireNonNull(listener, "listener"));
  }

  /**
   * Closes the sources and everything else that this factory opened. A decision that is under way
   * ends with an {@link IllegalStateException}, and its autoscaler's state stays as it is. Closing
   * again has no effect.
   */
  @Override
  public void close() {
    sources.close();
    threads.close();
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
     * Configures a source. It replaces the default source of its kind on the class path. Other
     * sources are still found. If several sources support a trigger, the first one reads it.
     *
     * @param provider creates the source, for example {@code DatadogApiSource.with(options)}
     */
    public Builder source(MetricSourceProvider provider) {
      sources.add(requireNonNull(provider, "provider"));
      return this;
    }

    /**
     * Sets the clocks.
     *
     * @param time the system's clocks unless set
     */
    public Builder time(TimeSource time) {
      this.time = requireNonNull(time, "time");
      return this;
    }

    /**
     * Sets the scheduler that runs tasks after a delay.
     *
     * @param scheduler one daemon thread unless set; this factory does not shut it down
     */
    public Builder scheduler(ScheduledExecutorService scheduler) {
      this.scheduler = requireNonNull(scheduler, "scheduler");
      return this;
    }

    /**
     * Sets the randomness of jitter.
     *
     * @param random returns numbers from 0 inclusive to 1 exclusive; thread-safe
     */
    public Builder random(DoubleSupplier random) {
      this.random = requireNonNull(random, "random");
      return this;
    }

    /**
     * Sets the executor that runs the caller's code: callbacks of futures, suppliers of keys and
     * tokens, and listeners.
     *
     * @param executor as many daemon threads as needed, unless set. It must run tasks in parallel,
     *     and must neither block the submitting thread nor run tasks on it. This factory does not
     *     shut it down
     */
    public Builder executor(Executor executor) {
      this.executor = requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Sets the listener that receives events.
     *
     * @param listener called on the {@linkplain #executor executor}, one event at a time and in
     *     order. May block, and may throw: no read and no other listener waits for it
     */
    public Builder listener(SourceListener listener) {
      this.listener = requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets the class loader that finds sources.
     *
     * @param classLoader this library's own unless set
     */
    public Builder classLoader(ClassLoader classLoader) {
      this.classLoader = requireNonNull(classLoader, "classLoader");
      return this;
    }

    /**
     * Builds the factory.
     *
     * @return a new factory, to be closed by the caller
     * @throws IllegalStateException if the class path holds too old an OkHttp or Okio
     */
    public DatadogScalers build() {
      return new DatadogScalers(this);
    }
  }
}
