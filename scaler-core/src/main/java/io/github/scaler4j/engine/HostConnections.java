package io.github.scaler4j.engine;

import io.github.scaler4j.source.TimeSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one host, until they are given up. From then on no new call uses them, and
 * each closes once its last call has ended.
 *
 * <p>Thread-safe.
 */
final class HostConnections {

  private final OkHttpClient client;
  private final TimeSource time;
  private final Consumer<HostConnections> onGiveUp;
  private final AtomicLong answers = new AtomicLong();
  private volatile boolean givenUp;
  private volatile @Nullable Connection lastToAnswer;

  /**
   * Creates an empty pool.
   *
   * @param base the client to derive from
   * @param time tells how long its requests wait
   * @param onGiveUp is called before the connections are closed, possibly more than once
   */
  HostConnections(OkHttpClient base, TimeSource time, Consumer<HostConnections> onGiveUp) {
    this.client = base.newBuilder().connectionPool(HttpClients.newPool()).build();
    this.time = time;
    this.onGiveUp = onGiveUp;
  }

  Call newCall(Request request) {
    return client.newCall(request);
  }

  long nowNanos() {
    return time.nanoTime();
  }

  /** Returns how many requests were answered. */
  long answers() {
    return answers.get();
  }

  void giveUp() {
    givenUp = true;
    onGiveUp.accept(this);
    client.connectionPool().evictAll();
  }

  boolean isGivenUp() {
    return givenUp;
  }

  void onAnswer(@Nullable Connection connection) {
    lastToAnswer = connection;
    answers.incrementAndGet();
  }

  boolean wasLastToAnswer(@Nullable Connection connection) {
    return connection != null && connection.equals(lastToAnswer);
  }

  /** Records that a call has released its connection. */
  void onCallEnd() {
    if (givenUp) {
      client.connectionPool().evictAll();
    }
  }
}
