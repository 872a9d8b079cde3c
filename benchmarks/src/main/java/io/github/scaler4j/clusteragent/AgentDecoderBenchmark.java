package io.github.scaler4j.clusteragent;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.scaler4j.benchmarks.jmh.MicroBenchmark;
import io.github.scaler4j.benchmarks.jmh.Payloads;
import io.github.scaler4j.source.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;

/** Decoding and checking a Cluster Agent's answer, compared with reading it as a tree. */
public class AgentDecoderBenchmark extends MicroBenchmark {

  private final byte[] body = Payloads.agentList();
  private final AgentDecoder decoder = new AgentDecoder(TimeSource.system(), Optional.empty());
  private final ObjectMapper mapper = new ObjectMapper();

  /** The library's decoder. */
  @Benchmark
  public Object scaler4j() throws IOException {
    return decoder.decode(new ByteArrayInputStream(body), "datadogmetric@default:shop-orders");
  }

  /** Jackson's tree, without any checks. */
  @Benchmark
  public String tree() throws IOException {
    return mapper.readTree(body).path("items").path(0).path("value").asText();
  }
}
