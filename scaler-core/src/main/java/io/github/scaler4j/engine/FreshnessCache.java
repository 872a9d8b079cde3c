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
 * The live reads by key. Readers of the same key share one read.
 *
 * <p>Thread-safe. A read without readers is dropped after a while, and the number of reads is
 * bounded.
 *
 * @param <K> identifies what is read
 * @param <R> the shared read
 */
public final class FreshnessCache<K, R> implements AutoCloseable {

  private final Cache<K, R> reads;
  private final Function<K, R> newRead;
  private final Consumer<R> onForget;

  /**
   * Creates an empty cache.
   *
   * @param idleAfter how long a read is kept without readers
   * @param maximumSize the maximum number of reads; the least used are dropped first
   * @param context time and scheduler
   * @param newRead creates the read of a key
   * @param onForget receives each dropped read
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
            // An idle query must be dropped on time, because until then requests include it.
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
   * Returns the read of a key, and creates it if needed.
   *
   * @param key identifies what is read
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
   * Returns how often reads were found, created and dropped.
   *
   * @return a snapshot
   */
  public CacheStats stats() {
    return reads.stats();
  }

  /**
   * Visits all live reads.
   *
   * @param visitor receives each read
   */
  public void forEach(Consumer<R> visitor) {
    reads.asMap().values().forEach(visitor);
  }

  /** Drops all reads. */
  @Override
  public void close() {
    forEach(onForget);
    reads.invalidateAll();
  }
}
