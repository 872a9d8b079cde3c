package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.benchmarks.comparison.Readers.Scalers;
import io.github.scaler4j.benchmarks.comparison.UpstreamMessages.Addresses;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Measures the heap of an open scaler: the live heap with many scalers, each read once, minus the
 * live heap without them, from the JVM's object counts.
 */
final class HeapPerScaler {

  static final int RUNS = 4;

  private static final int BATCH = 100;
  private static final double SMALLEST_SHOWN = 2;

  private final Upstream upstream;

  HeapPerScaler(Upstream upstream) {
    this.upstream = upstream;
  }

  /**
   * Measures one mode.
   *
   * @param mode {@link ReadMode#API} or {@link ReadMode#CLUSTER_AGENT}
   * @param quick whether a few scalers are enough
   * @param distinct whether each has its own metric
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  HeapRow measure(ReadMode mode, boolean quick, boolean distinct) throws InterruptedException {
    int count = quick ? 5_000 : mode == ReadMode.API ? 100_000 : 10_000;
    Load load = load(mode, count);
    Addresses addresses = upstream.start(load);
    // A rehearsal, so that loaded classes and permanent caches don't count.
    try (Scalers one = new Scalers(load, addresses, List.of(load.trigger(distinct ? 1 : 0)))) {
      readAll(one, 1);
    }
    LiveHeap before = LiveHeap.baseline();
    List<DatadogTrigger> triggers = triggers(load, distinct);
    LiveHeap parsed = LiveHeap.count().minus(before);
    LiveHeap opened = open(load, addresses, triggers).minus(before);
    return new HeapRow(
        mode,
        distinct ? "distinct" : "shared",
        count,
        (double) opened.total() / count,
        (double) (parsed.of("java.lang.String") + parsed.of("[B")) / count,
        LiveHeap.settled().minus(before).total(),
        largest(opened, count));
  }

  // In a separate frame, which holds no scaler after it has returned.
  private static LiveHeap open(Load load, Addresses addresses, List<DatadogTrigger> triggers) {
    int count = triggers.size();
    try (Scalers scalers = new Scalers(load, addresses, triggers)) {
      triggers.clear();
      readAll(scalers, count);
      return LiveHeap.count();
    }
  }

  private static Load load(ReadMode mode, int scalers) {
    return new Load(
        mode,
        scalers,
        1,
        Duration.ZERO,
        Duration.ZERO,
        Integer.MAX_VALUE,
        Duration.ofSeconds(60),
        Duration.ZERO);
  }

  private static List<DatadogTrigger> triggers(Load load, boolean distinct) {
    List<DatadogTrigger> triggers = new ArrayList<>(load.scalers());
    IntStream.range(0, load.scalers()).forEach(i -> triggers.add(load.trigger(distinct ? i : 0)));
    return triggers;
  }

  private static void readAll(Scalers scalers, int count) {
    for (int first = 0; first < count; first += BATCH) {
      CompletableFuture.allOf(
              IntStream.range(first, Math.min(first + BATCH, count))
                  .mapToObj(i -> read(scalers, i))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    }
  }

  // On a busy machine a read may time out.
  private static CompletableFuture<?> read(Scalers scalers, int i) {
    return scalers
        .read(i)
        .exceptionallyCompose(failure -> scalers.read(i))
        .exceptionallyCompose(failure -> scalers.read(i));
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
