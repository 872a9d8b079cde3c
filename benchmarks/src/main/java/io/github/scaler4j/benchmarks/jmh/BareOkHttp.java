package io.github.scaler4j.benchmarks.jmh;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp as one would use it by hand, with the library's socket options and a pool for all. */
final class BareOkHttp {

  private final OkHttpClient client;
  private final boolean async;

  private BareOkHttp(OkHttpClient client, boolean async) {
    this.client = client;
    this.async = async;
  }

  static OkHttpClient.Builder builder() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequestsPerHost(64);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .socketFactory(new NoDelaySockets())
        .connectionPool(new ConnectionPool(64, 5, TimeUnit.MINUTES));
  }

  /** On the caller's thread. */
  static BareOkHttp blocking(OkHttpClient client) {
    return new BareOkHttp(client, false);
  }

  /** On OkHttp's threads, as whoever wants a future does. */
  static BareOkHttp async(OkHttpClient client) {
    return new BareOkHttp(client, true);
  }

  byte[] get(Request request) throws Exception {
    Call call = client.newCall(request);
    return async ? enqueued(call).get() : body(call.execute());
  }

  private static byte[] body(Response response) throws IOException {
    try (response) {
      if (response.code() != 200) {
        throw new IOException("status " + response.code());
      }
      return response.body().bytes();
    }
  }

  private static CompletableFuture<byte[]> enqueued(Call call) {
    CompletableFuture<byte[]> future = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onResponse(Call ignored, Response response) {
            try {
              future.complete(body(response));
            } catch (IOException e) {
              future.completeExceptionally(e);
            }
          }

          @Override
          public void onFailure(Call ignored, IOException e) {
            future.completeExceptionally(e);
          }
        });
    return future;
  }

  void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
