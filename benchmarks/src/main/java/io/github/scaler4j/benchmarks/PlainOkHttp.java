package io.github.scaler4j.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/** Reads with plain OkHttp and Jackson's tokens. */
public final class PlainOkHttp {

  private static final int WINDOW_SECONDS = 90;
  private static final JsonFactory JSON = new JsonFactory();

  private PlainOkHttp() {}

  /** Returns a request to Datadog's API. */
  public static Request query(HttpUrl api, long nowSeconds, String query) {
    return new Request.Builder()
        .url(
            api.newBuilder()
                .addPathSegments("api/v1/query")
                .addQueryParameter("from", Long.toString(nowSeconds - WINDOW_SECONDS))
                .addQueryParameter("to", Long.toString(nowSeconds))
                .addQueryParameter("query", query)
                .build())
        .header("DD-API-KEY", Triggers.API_KEY)
        .header("DD-APPLICATION-KEY", Triggers.APP_KEY)
        .build();
  }

  /** Returns the body of a response, and closes the response. */
  public static byte[] body(Response response) throws IOException {
    try (response) {
      if (response.code() != 200) {
        throw new IOException("status " + response.code());
      }
      return response.body().bytes();
    }
  }

  /** Sends a request on OkHttp's threads. */
  public static CompletableFuture<byte[]> send(Call call) {
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

  /**
   * Reads the highest of the last values of the series.
   *
   * @throws IOException if there is none
   */
  public static double highestLast(byte[] body) throws IOException {
    double highest = Double.NEGATIVE_INFINITY;
    try (JsonParser json = JSON.createParser(body)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("pointlist")) {
          json.nextToken();
          highest = Math.max(highest, last(json));
        }
      }
    }
    if (highest == Double.NEGATIVE_INFINITY) {
      throw new IOException("no value");
    }
    return highest;
  }

  private static double last(JsonParser json) throws IOException {
    double last = Double.NEGATIVE_INFINITY;
    while (json.nextToken() == JsonToken.START_ARRAY) {
      json.nextToken();
      if (json.nextToken() != JsonToken.VALUE_NULL) {
        last = json.getDoubleValue();
      }
      json.nextToken();
    }
    return last;
  }

  /** Reads the quantity of a Cluster Agent's list as its text. */
  public static String quantity(byte[] body) throws IOException {
    try (JsonParser json = JSON.createParser(body)) {
      String quantity = "";
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("value")) {
          quantity = json.nextTextValue();
        }
      }
      return quantity;
    }
  }
}
