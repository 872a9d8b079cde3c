package io.github.scaler4j.benchmarks.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The bars that the library is held to, and whether the last full run met them. */
final class Bars {

  private static final String API16 = "DirectReadBenchmark.Api.by16";
  private static final String AGENT16 = "DirectReadBenchmark.Agent.by16";
  private static final double ROUND_TRIPS_MILLIS = 100; // ceil(29 requests / 16) of 50 ms

  private final Results jmh;
  private final JsonNode coldStart;
  private final List<String> rows = new ArrayList<>();

  private Bars(Results jmh, JsonNode coldStart) {
    this.jmh = jmh;
    this.coldStart = coldStart;
  }

  /**
   * Reads {@code jmh.json} and {@code cold-start.json}, prints the table and writes it to {@code
   * jmh.md} beside them.
   *
   * @param args the directory; {@code benchmarks/reports} unless given
   */
  public static void main(String[] args) throws IOException {
    Path reports = args.length > 0 ? Path.of(args[0]) : ClassPaths.reports();
    Bars bars =
        new Bars(
            Results.read(reports.resolve("jmh.json")),
            new ObjectMapper().readTree(reports.resolve("cold-start.json").toFile()));
    String table = bars.table();
    System.out.println(table);
    Files.writeString(reports.resolve("jmh.md"), table);
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
    return "| what | compared with | bar | measured | |\n|---|---|---|---|---|\n"
        + String.join("\n", rows)
        + "\n";
  }

  private void cached() {
    for (String scalers : List.of("1", "10000")) {
      for (String by : List.of("", "By2")) {
        String threads = by.isEmpty() ? "" : ", 2 threads";
        String what =
            "fresh read, " + scalers + (scalers.equals("1") ? " scaler" : " scalers") + threads;
        Rounds read = cached("read" + by, scalers);
        atMost(what, "volatile read + nanoTime", read.over(cached("least" + by, scalers)), 1.15);
        double bytes = jmh.bytes("CachedReadBenchmark.read" + by, "scalers", scalers).median();
        row(what, "-", "0 B/op", "%.2f B/op".formatted(bytes), bytes < 0.5);
        if (scalers.equals("10000")) {
          Rounds caffeine = cached("caffeine" + by, scalers);
          atLeast(what + ": speed", "expiring Caffeine", caffeine.over(read), 3);
          beside(
              "System.nanoTime() alone" + threads + ": speed",
              "expiring Caffeine",
              caffeine.over(cached("clock" + by, scalers)));
        }
      }
    }
  }

  private Rounds cached(String method, String scalers) {
    return jmh.score("CachedReadBenchmark." + method, "scalers", scalers);
  }

  private void directApi() {
    for (String queries : List.of("1", "35")) {
      String what = "direct API read, " + queries + (queries.equals("1") ? " query" : " queries");
      Rounds speed = api(jmh::score, "scaler4j", queries);
      Rounds cpu = api(jmh::cpu, "scaler4j", queries);
      for (String peer : List.of("okhttp", "okhttpAsync")) {
        String bare = peer.equals("okhttp") ? "bare OkHttp" : "bare OkHttp, as a future";
        atMost(what + ", 16 callers: CPU", bare, cpu.over(api(jmh::cpu, peer, queries)), 1.15);
        atLeast(
            what + ", 16 callers: throughput",
            bare,
            speed.over(api(jmh::score, peer, queries)),
            1 / 1.15);
      }
      Rounds official = api(jmh::score, "datadog", queries);
      atLeast(
          what + ", 16 callers: throughput",
          "official client",
          speed.over(official),
          queries.equals("1") ? 1.6 : 3);
      beside(
          "bare OkHttp and Jackson's tokens: throughput",
          "official client",
          api(jmh::score, "okhttp", queries).over(official));
      atMost(
          what + ": B/op",
          "official client",
          api(jmh::bytes, "scaler4j", queries).over(api(jmh::bytes, "datadog", queries)),
          0.2);
    }
  }

  private interface Measurement {
    Rounds of(String benchmark, String... parameters);
  }

  private static Rounds api(Measurement measurement, String client, String queries) {
    return measurement.of(API16, "client", client, "queries", queries);
  }

  private void directAgent() {
    Rounds bareCpu = agent(jmh::cpu, "okhttpHttp1").orLess(agent(jmh::cpu, "okhttpHttp2"));
    Rounds bareSpeed = agent(jmh::score, "okhttpHttp1").orMore(agent(jmh::score, "okhttpHttp2"));
    Rounds fabric8 = agent(jmh::score, "fabric8");
    for (String protocol : List.of("Http1", "Http2")) {
      String over = protocol.replace("Http", "HTTP/");
      String what = "agent read over TLS, " + over + ", 16 callers";
      Rounds cpu = agent(jmh::cpu, "scaler4j" + protocol);
      Rounds speed = agent(jmh::score, "scaler4j" + protocol);
      atMost(what + ": CPU", "best bare OkHttp", cpu.over(bareCpu), 1.15);
      if (protocol.equals("Http2")) {
        Rounds same = agent(jmh::cpu, "okhttpHttp2");
        atMost(what + ": CPU", "bare OkHttp over HTTP/2", cpu.over(same), 1.15);
        beside("bare OkHttp over HTTP/2: CPU", "best bare OkHttp", same.over(bareCpu));
      }
      atLeast(what + ": throughput", "best bare OkHttp", speed.over(bareSpeed), 1 / 1.15);
      atLeast(what + ": throughput", "fabric8", speed.over(fabric8), 1.4);
    }
    beside("best bare OkHttp: throughput", "fabric8", bareSpeed.over(fabric8));
  }

  private static Rounds agent(Measurement measurement, String client) {
    return measurement.of(AGENT16, "client", client);
  }

  private void decoding() {
    for (String series : List.of("35x20", "35x300")) {
      atMost(
          "decode " + series + ": time",
          "official model",
          decode(jmh::score, "scaler4j", series).over(decode(jmh::score, "datadog", series)),
          0.45);
      atMost(
          "decode " + series + ": B/op",
          "official model",
          decode(jmh::bytes, "scaler4j", series).over(decode(jmh::bytes, "datadog", series)),
          0.05);
    }
    atMost(
        "decode: B/op of 300 points",
        "of 20 points",
        decode(jmh::bytes, "scaler4j", "35x300").over(decode(jmh::bytes, "scaler4j", "35x20")),
        1.02);
  }

  private static Rounds decode(Measurement measurement, String by, String series) {
    return measurement.of("SeriesDecoderBenchmark." + by, "series", series);
  }

  private void batching() {
    Rounds batched = batch("true", "50");
    String what = "1,000 queries, 50 ms server";
    atLeast(what, "single requests", batch("false", "50").over(batched), 25);
    double trips = batched.median() / ROUND_TRIPS_MILLIS;
    row(what, "2 round trips", "at most " + times(1.1), times(trips), trips <= 1.1);
  }

  private Rounds batch(String batching, String latency) {
    return jmh.score("BatchBenchmark.round", "batching", batching, "latencyMillis", latency);
  }

  private void resilience() {
    Rounds cost =
        jmh.cpu("ResilienceBenchmark.resilient").minus(jmh.cpu("ResilienceBenchmark.bare"));
    atMost(
        "retry and breaker around a direct read: CPU",
        "the read",
        cost.over(api(jmh::cpu, "scaler4j", "1")),
        0.01);
  }

  private void coldStart() {
    Rounds own = cold("scaler4j");
    atMost("first value in a new JVM", "bare OkHttp + jackson-core", own.over(cold("okhttp")), 1.1);
    atLeast("first value in a new JVM: speed", "official client", cold("datadog").over(own), 1.5);
  }

  private Rounds cold(String name) {
    List<Double> millis = new ArrayList<>();
    coldStart.path(name).forEach(value -> millis.add(value.asDouble()));
    return new Rounds(millis);
  }

  private void footprint() throws IOException {
    ClassPaths paths = ClassPaths.load();
    double own = paths.megabytes("scaler-datadog-api", "scaler-cluster-agent");
    row(
        "jars at run time, both sources",
        "official client: %.1f MB".formatted(paths.megabytes("datadog-api-client")),
        "at most 7.5 MB",
        "%.2f MB".formatted(own),
        own <= 7.5);
  }

  private void atMost(String what, String peer, Rounds ratios, double bar) {
    double ratio = ratios.median();
    row(what, peer, "at most " + times(bar), times(ratio), ratio <= bar);
  }

  private void atLeast(String what, String peer, Rounds ratios, double bar) {
    double ratio = ratios.median();
    row(what, peer, "at least " + times(bar), times(ratio), ratio >= bar);
  }

  /** No bar: how what a read stands on compares with the same peer. */
  private void beside(String what, String peer, Rounds ratios) {
    rows.add("| %s | %s | - | %s | for comparison |".formatted(what, peer, times(ratios.median())));
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 0.1 ? "%.3f x" : "%.2f x", ratio);
  }

  private void row(String what, String peer, String bar, String measured, boolean met) {
    rows.add(
        "| %s | %s | %s | %s | %s |"
            .formatted(what, peer, bar, measured, met ? "met" : "**not met**"));
  }
}
