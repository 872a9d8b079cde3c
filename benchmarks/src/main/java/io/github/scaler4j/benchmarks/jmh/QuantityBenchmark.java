package io.github.scaler4j.benchmarks.jmh;

import io.github.scaler4j.hpa.Quantity;
import io.kubernetes.client.custom.QuantityFormatter;
import java.math.BigDecimal;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Reading and writing a Kubernetes quantity, compared with the two Kubernetes clients. */
public class QuantityBenchmark extends MicroBenchmark {

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
