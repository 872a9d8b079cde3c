package io.github.scaler4j.engine;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One request under way, and what its end shows about the host's connections. The request carries
 * it as a tag. Thread-safe.
 */
final class SentRequest {

  // A healthy connection may take this long to answer, so a shorter wait says nothing about it.
  private static final long CONCLUSIVE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable HostConnections connections;
  private final long answersBefore;
  private volatile @Nullable Connection connection;
  private volatile long connectedNanos;

  /**
   * Creates the record of a new request.
   *
   * @param connections the connections it is sent over; null if the caller manages them
   */
  SentRequest(@Nullable HostConnections connections) {
    this.connections = connections;
    this.answersBefore = connections == null ? 0 : connections.answers();
  }

  /** Returns the record of a call's request. */
  static SentRequest of(Call call) {
    return of(call.request());
  }

  private static SentRequest of(Request request) {
    SentRequest sent = request.tag(SentRequest.class);
    return sent == null ? new SentRequest(null) : sent;
  }

  /** A network interceptor that records that the request has its connection. */
  static Response noteConnection(Interceptor.Chain chain) throws IOException {
    of(chain.request()).onConnection(chain.connection());
    return chain.proceed(chain.request());
  }

  private void onConnection(@Nullable Connection taken) {
    if (connections != null) {
      connectedNanos = connections.nowNanos();
      connection = taken;
    }
  }

  /** Returns the connections it is sent over; null if the caller manages them. */
  @Nullable HostConnections connections() {
    return connections;
  }

  /** Returns whether the request may have left: always, if the caller manages the connections. */
  boolean mayHaveLeft() {
    return connections == null || connection != null;
  }

  /** Records that the answer came. */
  void onAnswer() {
    if (connections != null) {
      connections.onAnswer(connection);
    }
  }

  /**
   * Records that no answer came in time. Over HTTP/2 all requests share a connection: while others
   * are answered it works, and only this request is slow. Over HTTP/1.1, other requests' answers
   * say nothing about this connection. Nor does a request whose time was almost over when it got
   * its connection.
   */
  void onTimeout() {
    if (connections != null
        && connection != null
        && connections.nowNanos() - connectedNanos >= CONCLUSIVE_NANOS
        && (isAlone() || connections.answers() == answersBefore)) {
      connections.giveUp();
    }
  }

  /**
   * Records that the connection broke. A connection that had been idle may have broken long before,
   * and the others with it.
   */
  void onBreak() {
    if (connections != null && connection != null && isAlone()) {
      connections.giveUp();
    }
  }

  /** Records that the call has released its connection. */
  void onEnd() {
    if (connections != null) {
      connections.onCallEnd();
    }
  }

  /** Returns whether the connection has carried answers before. */
  boolean isOverProvenConnection() {
    return connections != null
        && connection != null
        && (isAlone() ? connections.answers() > 0 : connections.wasLastToAnswer(connection));
  }

  private boolean isAlone() {
    Connection used = connection;
    return used != null
        && (used.protocol() == Protocol.HTTP_1_1 || used.protocol() == Protocol.HTTP_1_0);
  }
}
