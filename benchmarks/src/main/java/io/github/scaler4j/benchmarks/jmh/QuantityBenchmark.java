package io.github.scaler4j.benchmarks.jmh;

import io.github.scaler4j.hpa.Quantity;
import io.kubernetes.client.custom.QuantityFormatter;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A Kubernetes quantity read and written, beside the two Kubernetes clients. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class QuantityBenchmark {

  @Param({"1977200m", "1.5Gi"})
  public String text = "";

  /** The library's, to a double. */
  @Benchmark
  public double parse() {
    return Quantity.parse(text).doubleValue();
  }

  /** fabric8's, to a number. */
  @Benchmark
  public BigDecimal parseFabric8() {
    return io.fabric8.kubernetes.api.model.Quantity.parse(text).getNumericalAmount();
  }

  /** The official Java client's, to a number. */
  @Benchmark
  public BigDecimal parseClientJava() {
    return new QuantityFormatter().parse(text).getNumber();
  }

  /** The library's, to a text again. */
  @Benchmark
  public String parseAndWrite() {
    return Quantity.parse(text).toString();
  }
}
