package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.benchmarks.comparison.Upstream.Addresses;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Measures what an open scaler weighs: live heap with so many of them, each read once, minus live
 * heap without, object by object as the JVM counts them.
 */
final class HeapPerScaler {

  private static final int BATCH = 500;
  private static final double SMALLEST_SHOWN = 2;

  private final Upstream upstream;

  HeapPerScaler(Upstream upstream) {
    this.upstream = upstream;
  }

  /**
   * Measures.
   *
   * @param way {@link Way#API} or {@link Way#CLUSTER_AGENT}
   * @param scalers how many to open
   * @param distinct whether each has a metric of its own
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  HeapRow measure(Way way, int scalers, boolean distinct) throws InterruptedException {
    Load load = load(way, scalers);
    Addresses addresses = upstream.start(load);
    // Once before, so that what is loaded and cached for good is no scaler's.
    open(load(way, 1), addresses, distinct).close();
    LiveHeap before = LiveHeap.baseline();
    Weight weight = weigh(load, addresses, distinct, before);
    long left = LiveHeap.settled().minus(before).total();
    return new HeapRow(
        way,
        distinct ? "distinct" : "shared",
        scalers,
        weight.bytes(),
        weight.textBytes(),
        left,
        weight.largest());
  }

  /** What open scalers weighed, each. */
  private record Weight(double bytes, double textBytes, Map<String, Double> largest) {}

  private static Weight weigh(Load load, Addresses addresses, boolean distinct, LiveHeap before) {
    int scalers = load.scalers();
    List<DatadogTrigger> triggers = new ArrayList<>(scalers);
    for (int i = 0; i < scalers; i++) {
      triggers.add(DatadogTrigger.parse(Triggers.trigger(load, distinct ? i : 0)));
    }
    double texts = texts(LiveHeap.count().minus(before)) / scalers;
    try (ScalerReader reader = new ScalerReader(load, addresses, triggers)) {
      triggers.clear();
      readAll(reader, scalers);
      LiveHeap open = LiveHeap.count().minus(before);
      return new Weight((double) open.total() / scalers, texts, largest(open, scalers));
    }
  }

  private static double texts(LiveHeap heap) {
    return heap.of("java.lang.String") + heap.of("[B");
  }

  private static Load load(Way way, int scalers) {
    return new Load(
        way,
        scalers,
        1,
        Duration.ZERO,
        Duration.ZERO,
        Integer.MAX_VALUE,
        Duration.ofSeconds(60),
        Duration.ZERO);
  }

  private static ScalerReader open(Load load, Addresses addresses, boolean distinct) {
    ScalerReader reader =
        new ScalerReader(
            load,
            addresses,
            List.of(DatadogTrigger.parse(Triggers.trigger(load, distinct ? 1 : 0))));
    readAll(reader, 1);
    return reader;
  }

  private static void readAll(ScalerReader reader, int scalers) {
    List<CompletableFuture<?>> reads = new ArrayList<>(BATCH);
    for (int i = 0; i < scalers; i++) {
      reads.add(reader.read(i));
      if (reads.size() == BATCH || i == scalers - 1) {
        reads.forEach(CompletableFuture::join);
        reads.clear();
      }
    }
  }

  private static Map<String, Double> largest(LiveHeap open, int scalers) {
    Map<String, Double> largest = new LinkedHashMap<>();
    open.byClass().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .filter(entry -> entry.getValue() >= SMALLEST_SHOWN * scalers)
        .forEach(entry -> largest.put(entry.getKey(), (double) entry.getValue() / scalers));
    return largest;
  }
}
