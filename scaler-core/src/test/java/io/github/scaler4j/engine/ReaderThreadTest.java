package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReaderThreadTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final OkHttpClient client = HttpClients.newClient().build();
  private final HttpExchange exchange =
      new HttpExchange(client, 1000, TimeSource.system(), SourceListener.NONE);
  private final MockWebServer server = new MockWebServer();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch silent = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile int silentRequest;

  @BeforeEach
  void start() throws Exception {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            if (asked.incrementAndGet() == silentRequest) {
              silent.countDown();
              released.await(30, TimeUnit.SECONDS);
            }
            return new MockResponse.Builder().body("x").build();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    HttpClients.close(client);
    server.close();
  }

  private CompletableFuture<Thread> send(Duration timeout) {
    Request request = new Request.Builder().url(server.url("/")).build();
    return exchange.send(request, timeout, 1, (status, headers, body) -> Thread.currentThread());
  }

  private Thread await(Duration timeout, Duration takes)
      throws InterruptedException, ExecutionException {
    return ReaderThread.await(timeout, () -> send(takes));
  }

  @Test
  void runsTheRequestWhereAConnectionStands() throws Exception {
    assertThat(await(LONG, LONG)).isNotSameAs(Thread.currentThread());
    assertThat(await(LONG, LONG)).isSameAs(Thread.currentThread());
  }

  @Test
  void runsNoRequestThatMayTakeLongerThanItsReader() throws Exception {
    await(LONG, LONG);
    assertThat(await(LONG, LONG.plusNanos(1))).isNotSameAs(Thread.currentThread());
  }

  @Test
  void runsNoneOfSeveral() throws Exception {
    await(LONG, LONG);
    AtomicReference<CompletableFuture<Thread>> other = new AtomicReference<>();
    Thread ran =
        ReaderThread.await(
            LONG,
            () -> {
              other.set(send(LONG));
              return send(LONG);
            });
    assertThat(ran).isNotSameAs(Thread.currentThread());
    assertThat(requireNonNull(other.get()).get()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void runsNothingOutsideOfAWait() throws Exception {
    await(LONG, LONG);
    assertThat(send(LONG).get()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void startsTheRequestAlthoughAskingFails() throws Exception {
    await(LONG, LONG);
    AtomicReference<CompletableFuture<Thread>> sent = new AtomicReference<>();
    assertThatThrownBy(
            () ->
                ReaderThread.<Thread>await(
                    LONG,
                    () -> {
                      sent.set(send(LONG));
                      throw new IllegalStateException("after it was sent");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(requireNonNull(sent.get()).get()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void anInterruptFreesTheReaderAndTheRequestGoesOn() throws Exception {
    await(LONG, LONG);
    silentRequest = 2;
    AtomicReference<CompletableFuture<Thread>> shared = new AtomicReference<>();
    FutureTask<Thread> reading =
        new FutureTask<>(
            () ->
                ReaderThread.await(
                    LONG,
                    () -> {
                      shared.set(send(LONG));
                      return requireNonNull(shared.get()).copy();
                    }));
    Thread reader = new Thread(reading);
    reader.start();
    silent.await();
    reader.interrupt();

    assertThatThrownBy(() -> get(reading)).hasCauseInstanceOf(InterruptedException.class);
    assertThat(get(requireNonNull(shared.get()))).isNotNull().isNotSameAs(reader);
    assertThat(asked).hasValue(3);
  }

  @Test
  void anInterruptedReaderDoesNotBegin() throws Exception {
    await(LONG, LONG);
    AtomicReference<CompletableFuture<Thread>> shared = new AtomicReference<>();
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                ReaderThread.await(
                    LONG,
                    () -> {
                      shared.set(send(LONG));
                      return requireNonNull(shared.get()).copy();
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(requireNonNull(shared.get()).get()).isNotNull();
  }

  @Test
  void aRequestIsCancelledWhereverItRuns() throws Exception {
    await(LONG, LONG);
    silentRequest = 2;
    AtomicReference<CompletableFuture<Thread>> sent = new AtomicReference<>();
    FutureTask<Thread> reading =
        new FutureTask<>(
            () ->
                ReaderThread.await(
                    LONG,
                    () -> {
                      sent.set(send(LONG));
                      return requireNonNull(sent.get());
                    }));
    new Thread(reading).start();
    silent.await();
    requireNonNull(sent.get()).cancel(false);
    assertThatThrownBy(() -> get(reading)).isInstanceOf(ExecutionException.class);
  }

  @Test
  void aTimeoutEndsTheRequestOnItsReader() throws Exception {
    await(LONG, LONG);
    silentRequest = 2;
    Duration brief = Duration.ofMillis(50);
    assertThatThrownBy(() -> await(brief, brief))
        .hasCauseInstanceOf(TransportException.class)
        .hasMessageContaining("no complete answer within 50 ms");
  }

  private static <T> T get(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(20, TimeUnit.SECONDS);
  }
}
