package io.github.scaler4j.benchmarks.jmh;

import io.github.scaler4j.benchmarks.PlainOkHttp;
import java.io.IOException;
import java.util.function.IntFunction;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Plain OkHttp: on the caller's thread, or as a future on OkHttp's threads. */
final class OkHttpReader implements Reader {

  private final OkHttpClient client;
  private final boolean async;
  private final IntFunction<Request> requests;
  private final Decoder decoder;

  /** Reads the value out of a body. */
  interface Decoder {
    double decode(byte[] body) throws IOException;
  }

  OkHttpReader(OkHttpClient client, boolean async, IntFunction<Request> requests, Decoder decoder) {
    this.client = client;
    this.async = async;
    this.requests = requests;
    this.decoder = decoder;
  }

  /** Reads queries from Datadog's API. */
  static Reader api(OkHttpClient client, boolean async, String url, IntFunction<String> queries) {
    HttpUrl api = HttpUrl.get(url);
    return new OkHttpReader(
        client,
        async,
        caller -> PlainOkHttp.query(api, System.currentTimeMillis() / 1000, queries.apply(caller)),
        PlainOkHttp::highestLast);
  }

  /** Reads one query with a default client. */
  static Reader ofDefaults(String url, String query) {
    return api(new OkHttpClient(), false, url, caller -> query);
  }

  @Override
  public double read(int caller) throws Exception {
    Call call = client.newCall(requests.apply(caller));
    return decoder.decode(async ? PlainOkHttp.send(call).get() : PlainOkHttp.body(call.execute()));
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
