package io.github.scaler4j.benchmarks.jmh;

import io.github.scaler4j.engine.Resilience;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceListener;
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
  private final Resilience resilience =
      new Resilience(
          "api.datadoghq.com",
          2,
          fault -> true,
          new SourceContext(TimeSource.system(), scheduler, () -> 0.5, SourceListener.NONE));

  /** Ends the scheduler. */
  @TearDown
  public void stop() {
    scheduler.shutdown();
  }

  /** As a read does it, its look at the breaker before it joins the queue included. */
  @Benchmark
  public Object resilient() {
    return resilience.refusal() == null
        ? resilience.call(TIMEOUT, () -> true, ResilienceBenchmark::request).join()
        : "refused";
  }

  /** The request alone. */
  @Benchmark
  public Object bare() {
    return request(TIMEOUT).join();
  }

  private static CompletableFuture<Object> request(Duration timeLeft) {
    return CompletableFuture.completedFuture(timeLeft);
  }
}
