package io.github.scaler4j.engine;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way, and what its end says of the host's connections; carried by the request
 * as a tag. Thread-safe.
 */
final class SentRequest {

  private final @Nullable HostConnections connections;
  private final long answersBefore;
  private volatile @Nullable Connection connection;

  /**
   * Notes that a request is about to be made.
   *
   * @param connections what it is sent over; null if they are the caller's affair
   */
  SentRequest(@Nullable HostConnections connections) {
    this.connections = connections;
    this.answersBefore = connections == null ? 0 : connections.answers();
  }

  /** Returns what is known of a call's request. */
  static SentRequest of(Call call) {
    return of(call.request());
  }

  private static SentRequest of(Request request) {
    SentRequest sent = request.tag(SentRequest.class);
    return sent == null ? new SentRequest(null) : sent;
  }

  /** A network interceptor: the request has its connection. */
  static Response noteConnection(Interceptor.Chain chain) throws IOException {
    of(chain.request()).connection = chain.connection();
    return chain.proceed(chain.request());
  }

  /** The answer came. */
  void onAnswer() {
    if (connections != null) {
      connections.onAnswer(connection);
    }
  }

  /**
   * No answer came in time. Over HTTP/2 all requests share a connection: as long as others are
   * answered it works, and the request alone is slow. Of an idle HTTP/1.1 connection, others'
   * answers say nothing.
   */
  void onTimeout() {
    if (connections != null
        && connection != null
        && (isAlone() || connections.answers() == answersBefore)) {
      connections.giveUp();
    }
  }

  /** The connection broke. One that was idle broke long before, as its neighbours may have. */
  void onBreak() {
    if (connections != null && connection != null && isAlone()) {
      connections.giveUp();
    }
  }

  /** The call has let go of its connection. */
  void onEnd() {
    if (connections != null) {
      connections.onCallEnd();
    }
  }

  /** Tells whether the connection has carried answers before. */
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
