package io.github.scaler4j.clusteragent;

import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

/** How far one request has got, as the HTTP client tells it; carried by the request as a tag. */
final class RequestProgress extends EventListener {

  private final Consumer<Connection> onAnswer;
  private final Runnable onAbandoned;
  private volatile boolean queued;
  private volatile boolean abandoned;
  private volatile @Nullable Connection connection;

  /**
   * @param onAnswer is given the connection when the agent begins to answer
   * @param onAbandoned is called once an abandoned call has let go of its connection
   */
  RequestProgress(Consumer<Connection> onAnswer, Runnable onAbandoned) {
    this.onAnswer = onAnswer;
    this.onAbandoned = onAbandoned;
  }

  static EventListener of(Call call) {
    RequestProgress progress = call.request().tag(RequestProgress.class);
    return progress == null ? EventListener.NONE : progress;
  }

  /** Tells whether the request still waits for others of the same agent to end. */
  boolean queued() {
    return queued;
  }

  /** Notes that the answer does not come in time. */
  void abandon() {
    abandoned = true;
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
      onAnswer.accept(answering);
    }
  }

  @Override
  public void callFailed(Call call, IOException failure) {
    if (abandoned) {
      onAbandoned.run();
    }
  }
}
