package io.github.scaler4j.benchmarks.jmh;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A round of 1,000 different queries, 16 requests in flight: in batches, and one by one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
@SuppressWarnings("NullAway.Init") // JMH calls what is annotated with @Setup first.
public class BatchBenchmark {

  static final int QUERIES = 1_000;

  /** Rounds with a server that answers at once, after which the code of a round is compiled. */
  private static final int PREPARING = 200;

  @Param({"true", "false"})
  public boolean batching;

  @Param({"0", "50"})
  public long latencyMillis;

  private ServerProcess server;
  private DatadogScalers scalers;
  private List<DatadogScaler> open;

  /**
   * Starts the server after the code is compiled; ten rounds with a slow server would not compile
   * it.
   */
  @Setup
  public void start() throws IOException {
    start(0);
    for (int i = 0; i < PREPARING; i++) {
      round();
    }
    stop();
    start(latencyMillis);
  }

  private void start(long millis) throws IOException {
    server = ServerProcess.start(millis);
    DatadogApiOptions options =
        Readers.direct(server.plainUrl()).toBuilder().batching(batching).build();
    scalers = DatadogScalers.builder().source(DatadogApiSource.with(options)).build();
    open = IntStream.range(0, QUERIES).mapToObj(i -> scalers.scaler(trigger(i))).toList();
    // The first answer reports the rate limit.
    open.get(0).read();
  }

  private static TriggerMetadata trigger(int i) {
    return Readers.trigger(Readers.query(i, 1));
  }

  /** Ends it. */
  @TearDown
  public void stop() throws IOException {
    scalers.close();
    server.close();
  }

  /** Reads all queries at once. */
  @Benchmark
  public double round() {
    List<CompletableFuture<ScalerReading>> readings = new ArrayList<>(QUERIES);
    for (DatadogScaler scaler : open) {
      readings.add(scaler.readAsync());
    }
    double sum = 0;
    for (CompletableFuture<ScalerReading> reading : readings) {
      sum += ScalerReader.newValue(reading.join());
    }
    return sum;
  }
}
