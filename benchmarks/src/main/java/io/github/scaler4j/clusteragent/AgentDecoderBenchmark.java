package io.github.scaler4j.clusteragent;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.scaler4j.benchmarks.jmh.Payloads;
import io.github.scaler4j.source.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
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

/** An answer of the Cluster Agent's decoded and checked, beside a tree of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class AgentDecoderBenchmark {

  private final byte[] body = Payloads.agentList();
  private final AgentDecoder decoder = new AgentDecoder(TimeSource.system(), Optional.empty());
  private final ObjectMapper mapper = new ObjectMapper();

  /** The library's decoder. */
  @Benchmark
  public Object scaler4j() throws IOException {
    return decoder.decode(new ByteArrayInputStream(body), "datadogmetric@default:shop-orders");
  }

  /** Jackson's tree, of which nothing is checked. */
  @Benchmark
  public String tree() throws IOException {
    return mapper.readTree(body).path("items").path(0).path("value").asText();
  }
}
