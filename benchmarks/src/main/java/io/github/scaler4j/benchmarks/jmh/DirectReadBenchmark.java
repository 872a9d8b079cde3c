package io.github.scaler4j.benchmarks.jmh;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * A read that sends a request upstream, by one caller and by 16 at once.
 *
 * <p>Each fork has one client, and the server runs in a separate process. With one caller, the wall
 * time is mostly the time to wake threads, so compare CPU and allocation there, and throughput with
 * 16 callers.
 */
@SuppressWarnings("NullAway.Init") // JMH calls what is annotated with @Setup first.
public class DirectReadBenchmark {

  /**
   * The settings of all these benchmarks. Callers wait for compilation ({@code -Xbatch}), because
   * on busy cores larger clients would otherwise stay half compiled for half a minute. A
   * measurement is long enough to average out the changing speed of a shared machine.
   */
  @State(Scope.Benchmark)
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Warmup(iterations = 14, time = 2)
  @Measurement(iterations = 20, time = 1)
  @Fork(
      value = 1,
      jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC", "-Xbatch"})
  public abstract static class Direct {
    ServerProcess server;
    Reader reader;

    abstract Reader open() throws Exception;

    /** Starts the server. */
    @Setup
    public void start() throws Exception {
      server = ServerProcess.start(0);
      reader = open();
    }

    /** Ends it. */
    @TearDown
    public void stop() throws IOException {
      reader.close();
      server.close();
    }

    /** One read at a time. */
    @Benchmark
    @Threads(1)
    @Warmup(iterations = 4, time = 2)
    @Measurement(iterations = 5, time = 1)
    public double by1() throws Exception {
      return reader.read(0);
    }

    /** 16 reads in flight, each of another metric. */
    @Benchmark
    @Threads(16)
    public double by16(ThreadParams caller) throws Exception {
      return reader.read(caller.getThreadIndex());
    }
  }

  /** From Datadog's API over plain HTTP, a query that returns 1 series and one that returns 35. */
  public static class Api extends Direct {
    @Param({"scaler4j", "okhttp", "okhttpAsync", "datadog"})
    public String client;

    @Param({"1", "35"})
    public int queries;

    @Override
    Reader open() {
      return Readers.api(client, server.plainUrl(), queries);
    }
  }

  /** From a Cluster Agent over TLS. */
  public static class Agent extends Direct {
    @Param({
      "scaler4jHttp1",
      "scaler4jHttp2",
      "okhttpHttp1",
      "okhttpHttp2",
      "okhttpAsyncHttp1",
      "okhttpAsyncHttp2",
      "fabric8",
      "clientJava"
    })
    public String client;

    @Override
    Reader open() throws Exception {
      return Readers.agent(client, server);
    }
  }
}
