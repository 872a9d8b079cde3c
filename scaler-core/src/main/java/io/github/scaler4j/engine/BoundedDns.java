package io.github.scaler4j.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * Resolves names in bounded time. The system's resolver ignores timeouts and interrupts.
 *
 * <p>Thread-safe. Each name has at most one look-up at a time, on a daemon thread, however many
 * calls need it. A call waits for at most ten seconds. At most {@value #MOST_LOOKUPS} look-ups run
 * at once, so a stuck resolver holds no more threads than that.
 */
final class BoundedDns implements Dns, AutoCloseable {

  static final int MOST_LOOKUPS = 16;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Dns resolver;
  private final Duration longestWait;
  private final ConcurrentHashMap<String, FutureTask<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads;

  BoundedDns() {
    this(Dns.SYSTEM, LONGEST_WAIT);
  }

  BoundedDns(Dns resolver, Duration longestWait) {
    this.resolver = resolver;
    this.longestWait = longestWait;
    this.threads =
        new ThreadPoolExecutor(
            MOST_LOOKUPS,
            MOST_LOOKUPS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DaemonThreads("scaler4j-dns"));
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    FutureTask<List<InetAddress>> lookup = join(hostname);
    try {
      return lookup.get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw fault(
          hostname, "the name was not resolved within " + longestWait.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault(hostname, "interrupted while the name was resolved", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException unknown) {
        // A copy, since several calls would add their traces to a shared exception.
        throw fault(hostname, String.valueOf(unknown.getMessage()), unknown);
      }
      throw fault(hostname, "the resolver failed: " + e.getCause(), e);
    }
  }

  private FutureTask<List<InetAddress>> join(String hostname) throws UnknownHostException {
    FutureTask<List<InetAddress>> own =
        new FutureTask<>(
            () -> {
              try {
                return resolver.lookup(hostname);
              } finally {
                underWay.remove(hostname);
              }
            });
    FutureTask<List<InetAddress>> other = underWay.putIfAbsent(hostname, own);
    if (other != null) {
      return other;
    }
    try {
      threads.execute(own);
    } catch (RejectedExecutionException e) {
      underWay.remove(hostname);
      throw fault(hostname, "not resolved: the client is closed", e);
    }
    return own;
  }

  private static UnknownHostException fault(String hostname, String what, Exception cause) {
    UnknownHostException fault = new UnknownHostException(hostname + ": " + what);
    fault.initCause(cause);
    return fault;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
