package io.github.scaler4j.benchmarks.jmh;

import io.github.scaler4j.engine.Attempts;
import io.github.scaler4j.engine.HostGuard;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;

/** Retry and circuit breaker around a request that succeeds, and the same without them. */
public class ResilienceBenchmark extends MicroBenchmark {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final SourceContext context =
      SourceContext.builder(TimeSource.system(), scheduler, Runnable::run).build();
  private final HostGuard guard = HostGuard.of("api.datadoghq.com", 8, context);
  private final Attempts attempts = new Attempts(2, fault -> true, context);

  /** Ends the scheduler. */
  @TearDown
  public void stop() {
    scheduler.shutdown();
  }

  /** As a read does it, including its check of the breaker before it joins the queue. */
  @Benchmark
  public Object resilient() {
    return guard.refusal() == null
        ? attempts.call(guard, inTime(), ResilienceBenchmark::request).join()
        : "refused";
  }

  /** The request alone. */
  @Benchmark
  public Object bare() {
    return request(inTime()).join();
  }

  private Deadline inTime() {
    return Deadline.in(TIMEOUT, context.time());
  }

  private static CompletableFuture<Object> request(Deadline deadline) {
    return CompletableFuture.completedFuture(deadline);
  }
}
