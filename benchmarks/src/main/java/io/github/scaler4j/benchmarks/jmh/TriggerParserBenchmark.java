package io.github.scaler4j.benchmarks.jmh;

import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.TriggerMetadata;
import org.openjdk.jmh.annotations.Benchmark;

/** Parsing a trigger's metadata, which happens once for each scaler. */
public class TriggerParserBenchmark extends MicroBenchmark {

  private final TriggerMetadata api = Readers.trigger(Readers.query(0, 1));
  private final TriggerMetadata apiOf35 = Readers.trigger(Readers.query(0, 35));
  private final TriggerMetadata agent = Readers.agentTrigger(0);

  /** An API trigger. */
  @Benchmark
  public DatadogTrigger api() {
    return DatadogTrigger.parse(api);
  }

  /** An API trigger whose query holds 35 queries. */
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
