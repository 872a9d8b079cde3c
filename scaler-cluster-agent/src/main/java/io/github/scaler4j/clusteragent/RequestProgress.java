package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.UntrustedCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The progress of one request, as the HTTP client reports it. The request carries it as a tag. */
final class RequestProgress extends EventListener {

  private enum State {
    SHARES,
    OPENS,
    ENDED
  }

  private final FirstConnection first;
  private final AtomicReference<State> state;
  private volatile boolean queued = true;

  /**
   * @param first is notified of the connection that the request opens or shares
   * @param opens whether the request has been let in to open a connection
   */
  RequestProgress(FirstConnection first, boolean opens) {
    this.first = first;
    this.state = new AtomicReference<>(opens ? State.OPENS : State.SHARES);
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
  boolean isQueued() {
    return queued;
  }

  @Override
  public void connectionAcquired(Call call, Connection acquired) {
    first.onConnection(SharedConnection.of(acquired, call));
  }

  // Several times if the host has several addresses, and at once on several threads.
  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    if (state.get() == State.SHARES
        && first.onConnecting()
        && !state.compareAndSet(State.SHARES, State.OPENS)) {
      first.onEnd();
    }
  }

  /**
   * Records that the request has ended, whatever becomes of its call. A certificate that it does
   * not trust is trusted by none of the others.
   *
   * @param failure why it failed; null if it was answered
   */
  void onEnd(@Nullable Throwable failure) {
    if (state.getAndSet(State.ENDED) == State.OPENS) {
      if (failure != null && UntrustedCertificate.isCauseOf(failure)) {
        first.onRefusal(failure);
      }
      first.onEnd();
    }
  }
}
