package io.github.scaler4j.benchmarks.jmh;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.scaler4j.benchmarks.Bars;
import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The library's bars, and whether the last full run met them. */
final class JmhReport {

  private static final double ROUND_TRIPS_MILLIS = 100; // ceil(29 requests / 16) of 50 ms
  private static final ToDoubleFunction<Measurement> SCORE = Measurement::score;
  private static final ToDoubleFunction<Measurement> BYTES = Measurement::bytesPerOp;
  private static final ToDoubleFunction<Measurement> CPU = Measurement::cpuMicrosPerOp;

  private final List<Measurement> measurements;
  private final Map<String, List<Double>> coldStart;
  private final Bars bars = new Bars();

  private JmhReport(Path reports) throws IOException {
    measurements = Reports.rows(reports.resolve("jmh.json"), Measurement[].class);
    coldStart =
        Reports.JSON.readValue(
            reports.resolve("cold-start.json").toFile(), new TypeReference<>() {});
  }

  /**
   * Prints the table of {@code benchmarks/reports} and writes it to {@code jmh.md}.
   *
   * @param args JMH's files, which are first condensed to {@code jmh.json}; without any, it stays
   */
  public static void main(String[] args) throws IOException {
    write(ClassPaths.reports(), Arrays.stream(args).map(Path::of).toList());
  }

  static void write(Path reports, List<Path> results) throws IOException {
    if (!results.isEmpty()) {
      Reports.write(reports.resolve("jmh.json"), Reports.json(Measurement.condense(results)));
    }
    String table = new JmhReport(reports).table();
    System.out.println(table);
    Reports.write(reports.resolve("jmh.md"), table);
  }

  private String table() throws IOException {
    cached();
    directApi();
    directAgent();
    decoding();
    batching();
    resilience();
    coldStart();
    footprint();
    return bars.markdown();
  }

  private void cached() {
    for (String scalers : List.of("1", "10000")) {
      for (String by : List.of("", "By2")) {
        String threads = by.isEmpty() ? "" : ", 2 threads";
        String what = "fresh read, " + plural(scalers, "scaler", "scalers") + threads;
        Rounds read = cached("read" + by, scalers);
        atMost(what, "volatile read + nanoTime", read.over(cached("least" + by, scalers)), 1.15);
        double bytes = of(BYTES, "CachedReadBenchmark.read" + by, "scalers", scalers).median();
        bars.add(what, "-", "0 B/op", "%.2f B/op".formatted(bytes), bytes < 0.5);
        if (scalers.equals("10000")) {
          Rounds caffeine = cached("caffeine" + by, scalers);
          atLeast(what + ": speed", "expiring Caffeine", caffeine.over(read), 3);
          compare(
              "System.nanoTime() alone" + threads + ": speed",
              "expiring Caffeine",
              caffeine.over(cached("clock" + by, scalers)));
        }
      }
    }
  }

  private Rounds cached(String method, String scalers) {
    return of(SCORE, "CachedReadBenchmark." + method, "scalers", scalers);
  }

  private void directApi() {
    for (String queries : List.of("1", "35")) {
      String read = "direct API read, " + plural(queries, "query", "queries");
      String what = read + ", 16 callers";
      Rounds speed = api(SCORE, "scaler4j", queries);
      Rounds cpu = api(CPU, "scaler4j", queries);
      Rounds official = api(SCORE, "datadog", queries);
      holdBoth(
          what,
          cpu.over(api(CPU, "okhttpAsync", queries)),
          speed.over(api(SCORE, "okhttpAsync", queries)));
      compareBoth(
          what,
          "blocking OkHttp",
          cpu.over(api(CPU, "okhttp", queries)),
          speed.over(api(SCORE, "okhttp", queries)));
      atLeast(what + ": throughput", "official client", speed.over(official), 1);
      compare(
          "OkHttp as a future, and Jackson's tokens: throughput",
          "official client",
          api(SCORE, "okhttpAsync", queries).over(official));
      atMost(
          read + ": B/op",
          "official client",
          api(BYTES, "scaler4j", queries).over(api(BYTES, "datadog", queries)),
          0.2);
    }
  }

  private void holdBoth(String what, Rounds cpu, Rounds speed) {
    atMost(what + ": CPU", "OkHttp as a future", cpu, 1.15);
    atLeast(what + ": throughput", "OkHttp as a future", speed, 1 / 1.15);
  }

  private void compareBoth(String what, String peer, Rounds cpu, Rounds speed) {
    compare(what + ": CPU", peer, cpu);
    compare(what + ": throughput", peer, speed);
  }

  private Rounds api(ToDoubleFunction<Measurement> figure, String client, String queries) {
    return of(figure, "DirectReadBenchmark.Api.by16", "client", client, "queries", queries);
  }

  private void directAgent() {
    Rounds fabric8 = agent(SCORE, "fabric8");
    for (String protocol : List.of("Http1", "Http2")) {
      String version = protocol.replace("Http", "HTTP/");
      String what = "agent read over TLS, " + version + ", 16 callers";
      Rounds cpu = agent(CPU, "scaler4j" + protocol);
      Rounds speed = agent(SCORE, "scaler4j" + protocol);
      holdBoth(
          what,
          cpu.over(agent(CPU, "okhttpAsync" + protocol)),
          speed.over(agent(SCORE, "okhttpAsync" + protocol)));
      compareBoth(
          what,
          "blocking OkHttp",
          cpu.over(agent(CPU, "okhttp" + protocol)),
          speed.over(agent(SCORE, "okhttp" + protocol)));
      atLeast(what + ": throughput", "fabric8", speed.over(fabric8), 1);
      compare(
          "OkHttp as a future, " + version + ": throughput",
          "fabric8",
          agent(SCORE, "okhttpAsync" + protocol).over(fabric8));
    }
    compareBoth(
        "blocking OkHttp, HTTP/2",
        "blocking OkHttp, HTTP/1",
        agent(CPU, "okhttpHttp2").over(agent(CPU, "okhttpHttp1")),
        agent(SCORE, "okhttpHttp2").over(agent(SCORE, "okhttpHttp1")));
  }

  private Rounds agent(ToDoubleFunction<Measurement> figure, String client) {
    return of(figure, "DirectReadBenchmark.Agent.by16", "client", client);
  }

  private void decoding() {
    for (String series : List.of("35x20", "35x300")) {
      String what = "decode " + series;
      Rounds time = decode(SCORE, "scaler4j", series).over(decode(SCORE, "datadog", series));
      Rounds bytes = decode(BYTES, "scaler4j", series).over(decode(BYTES, "datadog", series));
      atMost(what + ": time", "official model", time, 0.45);
      atMost(what + ": B/op", "official model", bytes, 0.05);
    }
    atMost(
        "decode: B/op of 300 points",
        "of 20 points",
        decode(BYTES, "scaler4j", "35x300").over(decode(BYTES, "scaler4j", "35x20")),
        1.02);
  }

  private Rounds decode(ToDoubleFunction<Measurement> figure, String by, String series) {
    return of(figure, "SeriesDecoderBenchmark." + by, "series", series);
  }

  private void batching() {
    Rounds batched = batch("true");
    String what = "1,000 queries, 50 ms server";
    atLeast(what, "single requests", batch("false").over(batched), 25);
    bars.atMost(what, "2 round trips", 1.1, batched.median() / ROUND_TRIPS_MILLIS, Numbers::times);
  }

  private Rounds batch(String batching) {
    return of(SCORE, "BatchBenchmark.round", "batching", batching, "latencyMillis", "50");
  }

  private void resilience() {
    Rounds cost =
        of(CPU, "ResilienceBenchmark.resilient").minus(of(CPU, "ResilienceBenchmark.bare"));
    atMost(
        "retry and breaker around a direct read: CPU",
        "the read",
        cost.over(api(CPU, "scaler4j", "1")),
        0.01);
  }

  private void coldStart() {
    Rounds own = cold("scaler4j");
    atMost("first value in a new JVM", "bare OkHttp + jackson-core", own.over(cold("okhttp")), 1.1);
    atLeast("first value in a new JVM: speed", "official client", cold("datadog").over(own), 1.5);
  }

  private Rounds cold(String way) {
    return new Rounds(coldStart.getOrDefault(way, List.of()));
  }

  private void footprint() throws IOException {
    ClassPaths paths = ClassPaths.load();
    double own = paths.megabytes("scaler-datadog-api", "scaler-cluster-agent");
    bars.add(
        "jars at run time, both sources",
        "official client: %.1f MB".formatted(paths.megabytes("datadog-api-client")),
        "at most 7.5 MB",
        "%.2f MB".formatted(own),
        own <= 7.5);
  }

  private Rounds of(
      ToDoubleFunction<Measurement> figure, String benchmark, String... namesAndValues) {
    Map<String, String> params = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      params.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Rounds(
        measurements.stream()
            .filter(measurement -> measurement.isOf(benchmark, params))
            .map(figure::applyAsDouble)
            .toList());
  }

  private static String plural(String count, String one, String many) {
    return count + " " + (count.equals("1") ? one : many);
  }

  private void atMost(String what, String peer, Rounds ratios, double bar) {
    bars.atMost(what, peer, bar, ratios.median(), Numbers::times);
  }

  private void atLeast(String what, String peer, Rounds ratios, double bar) {
    bars.atLeast(what, peer, bar, ratios.median(), Numbers::times);
  }

  private void compare(String what, String peer, Rounds ratios) {
    bars.compare(what, peer, ratios.median(), Numbers::times);
  }
}
