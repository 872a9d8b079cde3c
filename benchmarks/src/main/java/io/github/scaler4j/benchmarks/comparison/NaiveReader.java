package io.github.scaler4j.benchmarks.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.scaler4j.source.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One request per trigger and read, and after any error a second one at once, as KEDA does
 * (pkg/scaling/cache/scalers_cache.go), with plain OkHttp and Jackson's tree. HTTP/1.1 and kept
 * connections, as KEDA's client has.
 */
final class NaiveReader implements MetricReader<Double> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration AGE = Duration.ofSeconds(90);

  private final OkHttpClient client;
  private final HttpUrl address;
  private final TimeSource time;
  private final List<String> queries = new ArrayList<>();

  NaiveReader(Load load, Upstream.Addresses upstream) {
    this.client =
        Clients.trusting(upstream.datadogCertificate())
            .protocols(List.of(Protocol.HTTP_1_1))
            .callTimeout(Load.TIMEOUT)
            .build();
    this.address =
        HttpUrl.get(upstream.datadog()).newBuilder().addPathSegments("api/v1/query").build();
    this.time = new FastClock(load.acceleration());
    for (int i = 0; i < load.scalers(); i++) {
      queries.add(Triggers.query(i));
    }
  }

  @Override
  public CompletableFuture<Double> read(int scaler) {
    return ask(scaler).exceptionallyCompose(failure -> ask(scaler));
  }

  private CompletableFuture<Double> ask(int scaler) {
    long to = time.now().getEpochSecond();
    HttpUrl url =
        address
            .newBuilder()
            .addQueryParameter("from", Long.toString(to - AGE.toSeconds()))
            .addQueryParameter("to", Long.toString(to))
            .addQueryParameter("query", queries.get(scaler))
            .build();
    Request request =
        new Request.Builder()
            .url(url)
            .header("DD-API-KEY", Triggers.API_KEY)
            .header("DD-APPLICATION-KEY", Triggers.APP_KEY)
            .build();
    CompletableFuture<Double> value = new CompletableFuture<>();
    client.newCall(request).enqueue(new Answer(value));
    return value;
  }

  @Override
  public double value(Double reading) {
    return reading;
  }

  @Override
  public void close() {
    Clients.close(client);
  }

  private record Answer(CompletableFuture<Double> value) implements Callback {

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        JsonNode body = JSON.readTree(response.body().bytes());
        JsonNode points = body.path("series").path(0).path("pointlist");
        JsonNode last = points.path(points.size() - 1).path(1);
        if (response.code() == 200 && last.isNumber()) {
          value.complete(last.doubleValue());
        } else {
          value.completeExceptionally(new IOException("answered " + response.code()));
        }
      } catch (IOException | RuntimeException e) {
        value.completeExceptionally(e);
      }
    }

    @Override
    public void onFailure(Call call, IOException e) {
      value.completeExceptionally(e);
    }
  }
}
