package io.github.scaler4j.engine;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import okhttp3.Protocol;

/** A server that answers with the number of the connection that the request came over. */
final class NumberingServer extends Dispatcher implements AutoCloseable {

  /** Answered at once. */
  static final String OPEN = "/open";

  /** Answered when a second request has come. */
  static final String PAIRED = "/paired";

  /** Answered after {@link #release}. */
  static final String HELD = "/held";

  private final MockWebServer server = new MockWebServer();
  private final Phaser pairs = new Phaser(2);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean breaking;

  NumberingServer(Protocol protocol) throws IOException {
    server.setProtocols(List.of(protocol));
    server.setDispatcher(this);
    server.start();
  }

  HttpUrl url(String path) {
    return server.url(path);
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
    switch (request.getUrl().encodedPath()) {
      case PAIRED -> pairs.arriveAndAwaitAdvance();
      case HELD -> released.await();
      default -> {}
    }
    return answer(Integer.toString(request.getConnectionIndex()));
  }

  /** For HTTP/2, MockWebServer looks here whether the connection is to break. */
  @Override
  public MockResponse peek() {
    return answer("");
  }

  private MockResponse answer(String body) {
    MockResponse.Builder response = new MockResponse.Builder().body(body);
    return (breaking ? response.onResponseStart(new SocketEffect.CloseSocket()) : response).build();
  }

  /** Sets whether a request breaks its connection instead of being answered. */
  void breaking(boolean wanted) {
    breaking = wanted;
  }

  /** Waits until a request to a path has come, and skips earlier ones. */
  void await(String path) throws InterruptedException {
    RecordedRequest request;
    do {
      request = server.takeRequest(20, TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("no request to " + path);
      }
    } while (!request.getUrl().encodedPath().equals(path));
  }

  void release() {
    released.countDown();
  }

  @Override
  public void close() {
    release();
    server.close();
  }
}
