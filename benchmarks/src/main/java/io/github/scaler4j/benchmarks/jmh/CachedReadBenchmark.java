package io.github.scaler4j.benchmarks.jmh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * A read while the value is fresh, compared with the least work that can check freshness, and with
 * an expiring cache. Callers go through the scalers in random order.
 */
@SuppressWarnings("NullAway.Init") // JMH calls what is annotated with @Setup first.
public class CachedReadBenchmark extends MicroBenchmark {

  private static final Duration LONG = Duration.ofHours(10);

  @Param({"1", "10000"})
  public int scalers;

  DatadogScaler[] open;
  Handle[] handles;
  String[] keys;
  Cache<String, Reading> cache;

  /** A value, and until when it may be used. */
  record Reading(double value, long freshUntilNanos) {}

  /** Holds the value that a caller read last. */
  static final class Handle {
    volatile Reading last;

    Handle(Reading last) {
      this.last = last;
    }
  }

  /** Fills the scalers, the handles and the cache. */
  @Setup
  public void fill() {
    DatadogScalers factory = DatadogScalers.builder().source(context -> new Fixed()).build();
    cache = Caffeine.newBuilder().expireAfterWrite(LONG).build();
    open = new DatadogScaler[scalers];
    handles = new Handle[scalers];
    keys = new String[scalers];
    long freshUntil = System.nanoTime() + LONG.toNanos();
    for (int i = 0; i < scalers; i++) {
      open[i] = factory.scaler(Readers.trigger(Readers.query(i, 1)));
      open[i].read();
      handles[i] = new Handle(new Reading(i, freshUntil));
      keys[i] = Readers.query(i, 1);
      cache.put(keys[i], new Reading(i, freshUntil));
    }
  }

  /** The order in which a caller reads the scalers. */
  @State(Scope.Thread)
  public static class Order {
    private int[] order;
    private int at;

    /** Shuffles. */
    @Setup
    public void shuffle(CachedReadBenchmark benchmark) {
      order = new Random(1).ints(1 << 14, 0, benchmark.scalers).toArray();
    }

    int next() {
      at = (at + 1) & (order.length - 1);
      return order[at];
    }
  }

  /** The library. */
  @Benchmark
  @Threads(1)
  public ScalerReading read(Order order) {
    return open[order.next()].read();
  }

  /** The library, by two callers at once. */
  @Benchmark
  @Threads(2)
  public ScalerReading readBy2(Order order) {
    return open[order.next()].read();
  }

  /** The minimum: a volatile read and a read of the clock. */
  @Benchmark
  @Threads(1)
  public @Nullable Reading least(Order order) {
    return least(order.next());
  }

  /** The minimum, by two callers at once. */
  @Benchmark
  @Threads(2)
  public @Nullable Reading leastBy2(Order order) {
    return least(order.next());
  }

  /** The clock alone: the lower bound of a read that knows its value's age. */
  @Benchmark
  @Threads(1)
  public long clock() {
    return System.nanoTime();
  }

  /** The clock alone, by two callers at once. */
  @Benchmark
  @Threads(2)
  public long clockBy2() {
    return System.nanoTime();
  }

  private @Nullable Reading least(int i) {
    Reading reading = handles[i].last;
    return System.nanoTime() - reading.freshUntilNanos < 0 ? reading : null;
  }

  /** A cache that expires. */
  @Benchmark
  @Threads(1)
  public @Nullable Reading caffeine(Order order) {
    return cache.getIfPresent(keys[order.next()]);
  }

  /** A cache that expires, by two callers at once. */
  @Benchmark
  @Threads(2)
  public @Nullable Reading caffeineBy2(Order order) {
    return cache.getIfPresent(keys[order.next()]);
  }

  /** Gives each trigger the same value, which stays fresh. */
  private static final class Fixed implements MetricSource {
    @Override
    public boolean supports(DatadogTrigger trigger) {
      return true;
    }

    @Override
    public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
      return CompletableFuture.completedFuture(
          MetricAnswer.of(
              MetricOutcome.sample(1, Instant.EPOCH),
              Instant.EPOCH,
              System.nanoTime() + LONG.toNanos()));
    }

    @Override
    public void close() {}
  }
}
