package io.github.scaler4j.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reads that are alive, by what they read: one for all readers that want the same.
 *
 * <p>Thread-safe. A read that nobody wants for a while is forgotten, and the number is bounded.
 *
 * @param <K> what is read
 * @param <R> how it is read
 */
public final class FreshnessCache<K, R> implements AutoCloseable {

  private static final int SWEEPS_PER_IDLE_TIME = 20;

  private final Cache<K, R> reads;
  private final Function<K, R> newRead;
  private final Consumer<R> onForget;
  private final TimeSource time;
  private final long sweepEveryNanos;
  private volatile long sweptAtNanos;

  /**
   * Makes an empty cache.
   *
   * @param idleAfter after how long without a reader a read is forgotten
   * @param maximumSize how many reads are kept; the least used are forgotten first
   * @param context time
   * @param newRead makes the read of a key
   * @param onForget is given each read that will not be read again
   */
  public FreshnessCache(
      Duration idleAfter,
      long maximumSize,
      SourceContext context,
      Function<K, R> newRead,
      Consumer<R> onForget) {
    this.onForget = onForget;
    this.newRead = newRead;
    this.time = context.time();
    this.sweepEveryNanos = idleAfter.dividedBy(SWEEPS_PER_IDLE_TIME).toNanos();
    this.sweptAtNanos = time.nanoTime();
    this.reads =
        Caffeine.newBuilder()
            .expireAfterAccess(idleAfter)
            .maximumSize(maximumSize)
            .ticker(context.time()::nanoTime)
            .executor(Runnable::run)
            .scheduler(Scheduler.disabledScheduler())
            .evictionListener(
                (@Nullable K key, @Nullable R read, RemovalCause cause) -> {
                  if (read != null) {
                    onForget.accept(read);
                  }
                })
            .recordStats()
            .build();
  }

  /**
   * Returns the read of a key, made if need be.
   *
   * @param key what is read
   * @return the same object for all who ask while it is alive
   */
  public R get(K key) {
    sweep();
    return reads.get(key, newRead);
  }

  // Caffeine looks for idle entries when enough happens. Until it does, a query that nobody reads
  // would still ride along.
  private void sweep() {
    long now = time.nanoTime();
    if (now - sweptAtNanos >= sweepEveryNanos) {
      sweptAtNanos = now;
      reads.cleanUp();
    }
  }

  /**
   * Returns how many reads are alive.
   *
   * @return those that nobody has asked for since long left out
   */
  public long size() {
    reads.cleanUp();
    return reads.estimatedSize();
  }

  /**
   * Returns how often a read was found alive, made, and forgotten.
   *
   * @return a snapshot
   */
  public CacheStats stats() {
    return reads.stats();
  }

  /**
   * Visits all reads that are alive.
   *
   * @param visitor is shown each
   */
  public void forEach(Consumer<R> visitor) {
    reads.asMap().values().forEach(visitor);
  }

  /** Forgets all reads. */
  @Override
  public void close() {
    forEach(onForget);
    reads.invalidateAll();
  }
}
