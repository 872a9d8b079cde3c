package io.github.scaler4j.clusteragent;

import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Dispatcher;
import okhttp3.EventListener;

/** The progress of one request, as the HTTP client reports it. The request carries it as a tag. */
final class RequestProgress extends EventListener {

  private final Consumer<SharedConnection> onConnection;
  private volatile boolean queued;

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

  /** Returns whether the request still waits for others of the same agent to end. */
  boolean isQueued() {
    return queued;
  }

  @Override
  public void dispatcherQueueStart(Call call, Dispatcher dispatcher) {
    queued = true;
  }

  @Override
  public void dispatcherQueueEnd(Call call, Dispatcher dispatcher) {
    queued = false;
  }

  @Override
  public void connectionAcquired(Call call, Connection acquired) {
    onConnection.accept(SharedConnection.of(acquired, call));
  }
}
