package io.github.scaler4j.clusteragent;

import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

/** The progress of one request, as the HTTP client reports it. The request carries it as a tag. */
final class RequestProgress extends EventListener {

  private final Consumer<SharedConnection> onAnswer;
  private volatile boolean queued;
  private volatile @Nullable Connection connection;

  /**
   * @param onAnswer receives the connection when the agent begins to answer
   */
  RequestProgress(Consumer<SharedConnection> onAnswer) {
    this.onAnswer = onAnswer;
  }

  static EventListener of(Call call) {
    RequestProgress progress = call.request().tag(RequestProgress.class);
    return progress == null ? EventListener.NONE : progress;
  }

  /** Returns whether the request still waits for others of the same agent to end. */
  boolean queued() {
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
    connection = acquired;
  }

  @Override
  public void responseHeadersStart(Call call) {
    Connection answering = connection;
    if (answering != null) {
      onAnswer.accept(SharedConnection.of(answering, call));
    }
  }
}
