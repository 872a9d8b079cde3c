package io.github.scaler4j.clusteragent;

import io.github.scaler4j.source.SourceContext;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One agent: its address, how many reads it serves at once, and whether it failed lately. */
final class AgentPeer {

  /** Long enough to spare reads a dead agent's timeout, short enough to notice its return. */
  static final Duration MEMORY = Duration.ofSeconds(10);

  private final URI endpoint;
  private final String base;
  private final ParallelBound bound;
  private final SourceContext context;

  /** Other agents go first until this time, in nanoseconds. */
  private record Failure(long until) {}

  /** Null if this agent answered last. */
  private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

  AgentPeer(URI endpoint, int maxParallel, SourceContext context) {
    this.endpoint = endpoint;
    this.base = endpoint.toString().replaceAll("/+$", "");
    this.bound = new ParallelBound(maxParallel, context);
    this.context = context;
  }

  URI endpoint() {
    return endpoint;
  }

  String url(String path) {
    return base + path;
  }

  ParallelBound bound() {
    return bound;
  }

  /**
   * Tells whether a read should come here before any agent that failed lately. Once a failure is
   * long enough ago, one read is told yes; it tells the others whether the agent is back.
   */
  boolean isPreferred() {
    Failure last = failure.get();
    return last == null
        || (context.time().nanoTime() - last.until() >= 0
            && failure.compareAndSet(last, failureNow()));
  }

  void answered() {
    if (failure.get() != null) {
      failure.set(null);
    }
  }

  void failed() {
    failure.set(failureNow());
  }

  private Failure failureNow() {
    return new Failure(context.time().nanoTime() + MEMORY.toNanos());
  }
}
