package io.github.scaler4j.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.github.scaler4j.source.SourceContext;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The live reads by key: readers of the same key share one read.
 *
 * <p>Thread-safe. A read without readers is forgotten after a while, and the number of reads is
 * bounded.
 *
 * @param <K> what is read
 * @param <R> how it is read
 */
public final class FreshnessCache<K, R> implements AutoCloseable {

  private final Cache<K, R> reads;
  private final Function<K, R> newRead;
  private final Consumer<R> onForget;

  /**
   * Creates an empty cache.
   *
   * @param idleAfter after how long without a reader a read is forgotten
   * @param maximumSize how many reads are kept; the least used are forgotten first
   * @param context time and scheduler
   * @param newRead makes the read of a key
   * @param onForget is given each read that will not be read again
   */
  public FreshnessCache(
      Duration idleAfter,
      long maximumSize,
      SourceContext context,
      Function<K, R> newRead,
      Consumer<R> onForget) {
    this.newRead = newRead;
    this.onForget = onForget;
    this.reads =
        Caffeine.newBuilder()
            .expireAfterAccess(idleAfter)
            .maximumSize(maximumSize)
            .ticker(context.time()::nanoTime)
            .executor(Runnable::run)
            // An idle query must be dropped on time; until then it takes part in requests.
            .scheduler(Scheduler.forScheduledExecutorService(context.scheduler()))
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
   * @return the same object for every reader while it is alive
   */
  public R get(K key) {
    return reads.get(key, newRead);
  }

  /**
   * Returns how many reads are alive.
   *
   * @return the count, without reads idle for longer than {@code idleAfter}
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
