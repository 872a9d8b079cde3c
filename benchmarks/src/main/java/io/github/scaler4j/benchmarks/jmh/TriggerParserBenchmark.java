package io.github.scaler4j.benchmarks.jmh;

import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A trigger's metadata checked and turned into a trigger, which happens once for each scaler. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class TriggerParserBenchmark {

  private final TriggerMetadata api = ApiReaders.trigger(ApiReaders.query(0, 1));
  private final TriggerMetadata apiOf35 = ApiReaders.trigger(ApiReaders.query(0, 35));
  private final TriggerMetadata agent = AgentReaders.trigger(0);

  /** An API trigger. */
  @Benchmark
  public DatadogTrigger api() {
    return DatadogTrigger.parse(api);
  }

  /** An API trigger whose query holds 35. */
  @Benchmark
  public DatadogTrigger apiOf35() {
    return DatadogTrigger.parse(apiOf35);
  }

  /** A Cluster Agent trigger. */
  @Benchmark
  public DatadogTrigger agent() {
    return DatadogTrigger.parse(agent);
  }
}
