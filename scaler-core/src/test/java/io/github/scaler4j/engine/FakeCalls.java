package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import kotlin.jvm.functions.Function0;
import kotlin.reflect.KClass;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for a test to answer them. A cancelled call does not call back unless the test
 * makes it, and may throw.
 */
final class FakeCalls implements Call.Factory {

  final List<FakeCall> made = new ArrayList<>();

  @Override
  public Call newCall(Request request) {
    FakeCall call = new FakeCall(request);
    made.add(call);
    return call;
  }

  FakeCall last() {
    return made.get(made.size() - 1);
  }

  static final class FakeCall implements Call {

    private final Request request;
    private final Timeout timeout = new Timeout();
    private @Nullable Callback callback;
    private boolean canceled;
    @Nullable Throwable onCancel;

    private FakeCall(Request request) {
      this.request = request;
    }

    void answer(int status, String body) {
      answer(status, ResponseBody.create(body, null));
    }

    void answer(int status, ResponseBody body) {
      Response response =
          new Response.Builder()
              .request(request)
              .protocol(Protocol.HTTP_1_1)
              .code(status)
              .message("")
              .body(body)
              .build();
      try {
        requireNonNull(callback).onResponse(this, response);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void fail(IOException fault) {
      requireNonNull(callback).onFailure(this, fault);
    }

    @Override
    public void enqueue(Callback responseCallback) {
      callback = responseCallback;
    }

    @Override
    public void cancel() {
      canceled = true;
      if (onCancel != null) {
        throw UndeclaredFaults.asUnchecked(onCancel);
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
}
