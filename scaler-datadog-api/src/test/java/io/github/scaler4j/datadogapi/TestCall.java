package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kotlin.jvm.functions.Function0;
import kotlin.reflect.KClass;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/** A call that waits for a test to answer it. */
final class TestCall implements Call {

  private final TestDatadog datadog;
  private final Request request;
  private final Timeout timeout = new Timeout();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Callback callback;
  private volatile boolean canceled;

  TestCall(TestDatadog datadog, Request request) {
    this.datadog = datadog;
    this.request = request;
  }

  /** The queries it carries; the tests' own hold no comma. */
  List<String> queries() {
    return Arrays.asList(requireNonNull(request.url().queryParameter("query")).split(",", -1));
  }

  /** Answers every query with its own number, the digits in its text. */
  void answer(String... headers) {
    answer(200, body(queries()), headers);
  }

  static String body(List<String> queries) {
    return IntStream.range(0, queries.size())
        .mapToObj(
            i ->
                "{\"query_index\":"
                    + i
                    + ",\"pointlist\":[[1000,"
                    + queries.get(i).replaceAll("\\D", "")
                    + "]]}")
        .collect(Collectors.joining(",", "{\"status\":\"ok\",\"series\":[", "]}"));
  }

  /** Answers 200 with an error, as Datadog does to a query that it can't parse. */
  void reject() {
    answer(200, "{\"status\":\"error\",\"error\":\"Error parsing query\"}");
  }

  void answer(int status, String body, String... headers) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    datadog.ended(this);
    Response response =
        new Response.Builder()
            .request(request)
            .protocol(Protocol.HTTP_1_1)
            .code(status)
            .message("")
            .headers(Headers.of(headers))
            .body(ResponseBody.create(body, null))
            .build();
    try {
      requireNonNull(callback).onResponse(this, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void fail(IOException fault) {
    if (ended.compareAndSet(false, true)) {
      datadog.ended(this);
      requireNonNull(callback).onFailure(this, fault);
    }
  }

  @Override
  public void enqueue(Callback responseCallback) {
    callback = responseCallback;
    datadog.started(this);
  }

  @Override
  public void cancel() {
    canceled = true;
    if (callback != null) {
      fail(new IOException("Canceled"));
    }
  }

  @Override
  public boolean isCanceled() {
    return canceled;
  }

  @Override
  public boolean isExecuted() {
    return callback != null;
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public Timeout timeout() {
    return timeout;
  }

  @Override
  public Response execute() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Call clone() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addEventListener(EventListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> @Nullable T tag(Class<? extends T> type) {
    return null;
  }

  @Override
  public <T> @Nullable T tag(KClass<T> type) {
    return null;
  }

  @Override
  public <T> T tag(Class<T> type, Function0<? extends T> made) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T tag(KClass<T> type, Function0<? extends T> made) {
    throw new UnsupportedOperationException();
  }
}
