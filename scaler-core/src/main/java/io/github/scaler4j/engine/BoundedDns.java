package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
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

  static final int MOST_LOOKUPS = 256;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Dns resolver;
  private final Duration longestWait;
  private final ConcurrentHashMap<String, CompletableFuture<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads;

  BoundedDns(Dns resolver) {
    this(resolver, LONGEST_WAIT);
  }

  BoundedDns(Dns resolver, Duration longestWait) {
    this(resolver, longestWait, new DaemonThreads("scaler4j-dns"));
  }

  BoundedDns(Dns resolver, Duration longestWait, ThreadFactory factory) {
    this.resolver = resolver;
    this.longestWait = longestWait;
    this.threads =
        new ThreadPoolExecutor(
            MOST_LOOKUPS, MOST_LOOKUPS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Resolves a name.
   *
   * @throws UnknownHostException if the name has no address, or none in time, or this is closed.
   *     The resolver's unchecked exceptions and errors reach the caller as they are
   */
  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    try {
      return join(hostname).get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw fault(
          hostname, "name resolution took longer than " + longestWait.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault(hostname, "interrupted while the name was resolved", e);
    } catch (ExecutionException e) {
      throw fault(hostname, requireNonNull(e.getCause()));
    }
  }

  private CompletableFuture<List<InetAddress>> join(String hostname) {
    CompletableFuture<List<InetAddress>> own = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> other = underWay.putIfAbsent(hostname, own);
    if (other != null) {
      return other;
    }
    try {
      threads.execute(() -> resolve(hostname, own));
    } catch (RejectedExecutionException e) {
      underWay.remove(hostname);
      own.completeExceptionally(closed());
    } catch (RuntimeException | Error e) {
      // No thread could be started, for example. The next call tries again.
      underWay.remove(hostname);
      own.completeExceptionally(e);
    }
    return own;
  }

  // Removed before the calls are notified, so a call that tries again starts a new look-up.
  private void resolve(String hostname, CompletableFuture<List<InetAddress>> own) {
    List<InetAddress> found;
    try {
      found = resolver.lookup(hostname);
      if (found.isEmpty()) {
        throw new UnknownHostException("the resolver found no address");
      }
    } catch (Throwable e) {
      underWay.remove(hostname);
      own.completeExceptionally(e);
      return;
    }
    underWay.remove(hostname);
    own.complete(found);
  }

  private static UnknownHostException fault(String hostname, Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    // A copy, since several calls would add their traces to a shared exception.
    return cause instanceof UnknownHostException unknown
        ? fault(hostname, String.valueOf(unknown.getMessage()), unknown)
        : fault(hostname, "the resolver failed: " + cause, cause);
  }

  private static UnknownHostException fault(String hostname, String what, Throwable cause) {
    UnknownHostException fault = new UnknownHostException(hostname + ": " + what);
    fault.initCause(cause);
    return fault;
  }

  private static UnknownHostException closed() {
    return new UnknownHostException("not resolved: the client is closed");
  }

  /** Ends the wait of all calls. A look-up that is stuck keeps its thread until it returns. */
  @Override
  public void close() {
    threads.shutdownNow();
    underWay.values().forEach(lookup -> lookup.completeExceptionally(closed()));
  }
}
