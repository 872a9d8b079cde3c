package io.github.scaler4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * The sources of one factory: the configured ones, then those that {@link ServiceLoader} finds. A
 * configured provider replaces the one of its class that would be found.
 */
final class Sources {

  private final SourceContext context;
  private final Object lock = new Object();

  @GuardedBy("lock") private final List<MetricSource> made = new ArrayList<>();

  @GuardedBy("lock") private final List<MetricSourceProvider> found = new ArrayList<>();

  /** Set under the lock, so that no source is made afterwards. */
  private volatile boolean closed;

  Sources(List<MetricSourceProvider> configured, ClassLoader classLoader, SourceContext context) {
    this.context = context;
    Set<Class<?>> taken = new HashSet<>();
    for (MetricSourceProvider provider : configured) {
      made.add(provider.create(context));
      taken.add(provider.getClass());
    }
    for (MetricSourceProvider provider :
        ServiceLoader.load(MetricSourceProvider.class, classLoader)) {
      if (!taken.contains(provider.getClass())) {
        found.add(provider);
      }
    }
  }

  /**
   * Returns the source that reads a trigger. A source that was found is created when a trigger
   * first needs it, so a process that uses one mode holds no connections of the other.
   *
   * @throws InvalidTriggerException if there is none
   * @throws IllegalStateException if the sources are closed
   */
  MetricSource of(DatadogTrigger trigger) {
    synchronized (lock) {
      checkOpen();
      for (MetricSource source : made) {
        if (source.supports(trigger)) {
          return source;
        }
      }
      return make(trigger);
    }
  }

  // The source that can't be created may not be the one that the trigger needs. Its provider stays
  // in the list, so that the next trigger gets the true reason too.
  @GuardedBy("lock") private MetricSource make(DatadogTrigger trigger) {
    Throwable failure = null;
    for (Iterator<MetricSourceProvider> rest = found.iterator(); rest.hasNext(); ) {
      try {
        MetricSource source = rest.next().create(context);
        rest.remove();
        made.add(source);
        if (source.supports(trigger)) {
          return source;
        }
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw failure instanceof RuntimeException known ? known : notFound(trigger);
  }

  private static InvalidTriggerException notFound(DatadogTrigger trigger) {
    boolean api = trigger instanceof ApiTrigger;
    return InvalidTriggerException.of(
        "useClusterAgentProxy",
        "no source for "
            + (api ? "API" : "Cluster Agent")
            + " triggers was configured or found on the class path; add io.github.scaler4j:"
            + (api ? "scaler-datadog-api" : "scaler-cluster-agent"));
  }

  /**
   * Refuses once {@link #close} has begun, and so before any source fails a read because of it.
   * Never blocks.
   *
   * @throws IllegalStateException if the sources are closed
   */
  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("DatadogScalers is closed");
    }
  }

  SourceStatistics statistics() {
    return made().stream()
        .map(MetricSource::statistics)
        .reduce(SourceStatistics.NONE, SourceStatistics::plus);
  }

  void close() {
    synchronized (lock) {
      closed = true;
    }
    made().forEach(MetricSource::close);
  }

  private List<MetricSource> made() {
    synchronized (lock) {
      return List.copyOf(made);
    }
  }
}
