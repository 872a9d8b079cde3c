package io.github.scaler4j.clusteragent;

import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.Response;

/** The progress of one request, as the HTTP client reports it. The request carries it as a tag. */
final class RequestProgress extends EventListener {

  private final Consumer<SharedConnection> onConnection;
  private volatile boolean queued = true;

  /**
   * @param onConnection receives the connection that the request is sent over, once it is open
   */
  RequestProgress(Consumer<SharedConnection> onConnection) {
    this.onConnection = onConnection;
  }

  static EventListener of(Call call) {
    RequestProgress progress = call.request().tag(RequestProgress.class);
    return progress == null ? EventListener.NONE : progress;
  }

  /**
   * An interceptor that records that the request's turn has come. OkHttp has an event for that only
   * since 5.2.
   */
  static Response noteTurn(Interceptor.Chain chain) throws IOException {
    RequestProgress progress = chain.request().tag(RequestProgress.class);
    if (progress != null) {
      progress.queued = false;
    }
    return chain.proceed(chain.request());
  }

  /** Returns whether the request still waits for others of the same agent to end. */
  boolean queued() {
    return queued;
  }

  @Override
  public void connectionAcquired(Call call, Connection acquired) {
    onConnection.accept(SharedConnection.of(acquired, call));
  }
}
