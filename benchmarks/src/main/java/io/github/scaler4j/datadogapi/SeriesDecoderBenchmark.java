package io.github.scaler4j.datadogapi;

import com.datadog.api.client.ApiClient;
import com.datadog.api.client.v1.model.MetricsQueryResponse;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.scaler4j.benchmarks.jmh.MicroBenchmark;
import io.github.scaler4j.benchmarks.jmh.Payloads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** Decoding a Datadog answer, compared with the official client's model. */
@Warmup(iterations = 4, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls what is annotated with @Setup first.
public class SeriesDecoderBenchmark extends MicroBenchmark {

  private final ObjectMapper official = new ApiClient().getJSON().getMapper();

  @Param({"1x20", "35x20", "35x300"})
  public String series;

  private byte[] body;
  private int[] pointOffsets;

  /** Writes the answer. */
  @Setup
  public void write() {
    int times = series.indexOf('x');
    int queries = Integer.parseInt(series.substring(0, times));
    body = Payloads.series(queries, Integer.parseInt(series.substring(times + 1)));
    pointOffsets = new int[queries];
  }

  /** The library's decoder, which checks the whole answer. */
  @Benchmark
  public Object scaler4j() throws IOException {
    return SeriesDecoder.decode(new ByteArrayInputStream(body), pointOffsets, false);
  }

  /** The official client's model. */
  @Benchmark
  public Object datadog() throws IOException {
    return official.readValue(body, MetricsQueryResponse.class);
  }
}
