package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.RequestEvent;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.TestTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class HttpExchangeTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Request REQUEST = new Request.Builder().url("http://api.example/q").build();

  private final TestTime time = new TestTime();
  private final List<RequestEvent> events = new ArrayList<>();
  private final SourceContext context =
      time.context(
          new SourceListener() {
            @Override
            public void onRequest(RequestEvent event) {
              events.add(event);
            }
          });
  private final FakeCalls calls = new FakeCalls();

  private CompletableFuture<String> send() {
    return send(calls, REQUEST, (status, headers, body) -> status + " " + body.readUtf8());
  }

  private CompletableFuture<String> send(
      Call.Factory factory, Request request, ReplyDecoder<String> decoder) {
    return new HttpExchange(factory, 10, context, new SourceEvents(context))
        .send(request, time.in(SECOND), 3, 5, decoder);
  }

  private static Throwable fault(CompletableFuture<?> future) {
    assertThat(future).isCompletedExceptionally();
    return FutureFault.bare(catchThrowable(() -> future.getNow(null)));
  }

  @Test
  void decodesAnAnswerWhateverItsStatus() {
    CompletableFuture<String> exchange = send();
    assertThat(calls.last().timeout().timeoutNanos()).isEqualTo(SECOND.toNanos());
    time.advance(Duration.ofMillis(300));
    calls.last().answer(503, "down");
    assertThat(exchange.join()).isEqualTo("503 down");
    assertThat(events)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            RequestEvent.of("api.example", "", 503, Duration.ofMillis(300)).withQueries(3, 5));
    assertThat(time.waiting()).isZero();
  }

  @Test
  void stopsAtABodyThatIsTooLong() {
    CompletableFuture<String> exchange = send();
    calls.last().answer(200, "more than ten bytes");
    assertThat(fault(exchange))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("longer than 10 bytes");
  }

  @Test
  void endsAtItsDeadlineIfTheCallIsStuck() {
    CompletableFuture<String> exchange = send();
    time.advance(SECOND.minusNanos(1));
    assertThat(exchange).isNotDone();
    time.advance(Duration.ofNanos(1));
    assertThat(fault(exchange))
        .isInstanceOf(TransportException.class)
        .hasMessage("api.example: no complete answer within 1000 ms");
    assertThat(calls.last().isCanceled()).isTrue();
    calls.last().answer(200, "late");
    assertThat(events).extracting(RequestEvent::status).containsExactly(0);
  }

  @Test
  void cancelsTheCallWithTheFuture() {
    CompletableFuture<String> exchange = send();
    exchange.cancel(false);
    assertThat(calls.last().isCanceled()).isTrue();
    calls.last().fail(new IOException("Canceled"));
    assertThat(events).hasSize(1);
    assertThat(time.waiting()).isZero();
  }

  /** A caller's event listener may throw there. */
  @Nested
  class ACallThatThrowsWhenItIsCancelled {

    @ParameterizedTest
    @MethodSource("io.github.scaler4j.engine.UndeclaredFaults#kinds")
    void isCancelledWithItsFuture(Throwable fault) {
      CompletableFuture<String> exchange = send();
      calls.last().onCancel = fault;
      assertThat(exchange.cancel(false)).isTrue();
      assertThat(calls.last().isCanceled()).isTrue();
      assertThat(exchange).isCancelled();
    }

    @ParameterizedTest
    @MethodSource("io.github.scaler4j.engine.UndeclaredFaults#kinds")
    void endsAtItsDeadline(Throwable fault) {
      HttpExchange both = new HttpExchange(calls, 10, context, new SourceEvents(context));
      List<CompletableFuture<String>> exchanges = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        exchanges.add(both.send(REQUEST, time.in(SECOND), 3, 5, (s, h, b) -> ""));
        calls.last().onCancel = fault;
      }
      time.advance(SECOND);
      for (CompletableFuture<String> exchange : exchanges) {
        assertThat(fault(exchange)).hasMessage("api.example: no complete answer within 1000 ms");
      }
      assertThat(calls.made).allMatch(FakeCalls.FakeCall::isCanceled);
    }

    @Test
    void isNamedInTheLogWithoutItsWords() {
      CompletableFuture<String> exchange = send();
      calls.last().onCancel = new IllegalStateException("DD-API-KEY: s3cret");
      assertThat(CapturedLog.of(() -> exchange.cancel(false)))
          .contains("api.example: cancelling a request threw java.lang.IllegalState")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void reportsABrokenConnectionAsATransportFault() {
    CompletableFuture<String> exchange = send();
    IOException reset = new IOException("reset");
    calls.last().fail(reset);
    assertThat(fault(exchange))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("api.example")
        .hasCause(reset);
  }

  @Nested
  class WhatIsThrownUnchecked {

    private final NoClassDefFoundError error = new NoClassDefFoundError("x");

    @Test
    void reachesTheCallerFromADecoder() {
      CompletableFuture<String> exchange =
          send(
              calls,
              REQUEST,
              (status, headers, body) -> {
                throw error;
              });
      calls.last().answer(200, "x");
      assertThat(fault(exchange)).isSameAs(error);
    }

    @ParameterizedTest
    @MethodSource("io.github.scaler4j.engine.UndeclaredFaults#kinds")
    void reachesTheCallerFromABody(Throwable thrown) {
      CompletableFuture<String> exchange = send();
      calls
          .last()
          .answer(200, ResponseBody.create(Okio.buffer(new BrokenSource(thrown)), null, -1));
      assertThat(fault(exchange)).isSameAs(thrown);
    }

    @Test
    void reachesTheCallerFromTheFactory() {
      assertThat(
              fault(
                  send(
                      request -> {
                        throw error;
                      },
                      REQUEST,
                      (status, headers, body) -> "")))
          .isSameAs(error);
    }

    @Test
    void reachesTheCallerFromTheCallsThread() {
      CompletableFuture<String> exchange = send();
      calls.last().fail(new IOException("canceled due to " + error, error));
      assertThat(fault(exchange)).isSameAs(error);
    }

    @Test
    void reachesTheCallerFromAnInterceptor() throws Exception {
      IllegalStateException bug = new IllegalStateException("the caller's");
      OkHttpClient client =
          HttpClients.newClient()
              .addInterceptor(
                  chain -> {
                    throw bug;
                  })
              .build();
      try {
        CompletableFuture<String> exchange = send(client, REQUEST, (s, h, b) -> "");
        assertThat(catchThrowable(() -> exchange.get(20, TimeUnit.SECONDS))).hasCause(bug);
      } finally {
        HttpClients.close(client);
      }
    }

    @Test
    void reachesTheCallerFromAClientThatAnInterceptorMisuses() throws Exception {
      Interceptor wrongHeader =
          chain -> chain.proceed(chain.request().newBuilder().header("X", "\n").build());
      Interceptor twice =
          chain -> {
            chain.proceed(chain.request()).close();
            return chain.proceed(chain.request());
          };
      assertThat(thrownWith(wrongHeader)).hasCauseInstanceOf(IllegalArgumentException.class);
      assertThat(thrownWith(twice)).hasCauseInstanceOf(IllegalStateException.class);
    }

    private Throwable thrownWith(Interceptor networkInterceptor) throws Exception {
      OkHttpClient client =
          HttpClients.newClient().addNetworkInterceptor(networkInterceptor).build();
      try (MockWebServer server = new MockWebServer()) {
        server.start();
        server.enqueue(new MockResponse.Builder().build());
        Request request = new Request.Builder().url(server.url("/")).build();
        CompletableFuture<String> exchange = send(client, request, (s, h, b) -> "");
        return catchThrowable(() -> exchange.get(20, TimeUnit.SECONDS));
      } finally {
        HttpClients.close(client);
      }
    }

    @Test
    void countsANegativeStatusAgainstTheServer() throws Exception {
      OkHttpClient client =
          HttpClients.newClient().addInterceptor(chain -> chain.proceed(chain.request())).build();
      try (MockWebServer server = new MockWebServer()) {
        server.start();
        server.enqueue(new MockResponse.Builder().status("HTTP/1.1 -20 Odd").build());
        Request request = new Request.Builder().url(server.url("/")).build();
        CompletableFuture<String> exchange = send(client, request, (s, h, b) -> "");
        assertThat(catchThrowable(() -> exchange.get(20, TimeUnit.SECONDS)))
            .hasCauseInstanceOf(TransportException.class);
      } finally {
        HttpClients.close(client);
      }
    }
  }

  /** A body of a caller's interceptor. */
  private static final class BrokenSource extends ForwardingSource {
    private final Throwable fault;

    BrokenSource(Throwable fault) {
      super(new Buffer());
      this.fault = fault;
    }

    @Override
    public long read(Buffer sink, long byteCount) {
      throw UndeclaredFaults.asUnchecked(fault);
    }
  }
}
