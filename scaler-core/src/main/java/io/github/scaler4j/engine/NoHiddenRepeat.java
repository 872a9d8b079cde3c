package io.github.scaler4j.engine;

import java.io.IOException;
import java.net.HttpURLConnection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Keeps OkHttp from sending a request a second time behind the caller's back.
 *
 * <p>Even where it may not reconnect, OkHttp repeats after a 503 with {@code Retry-After: 0}. Such
 * a request would escape the rate-limit gate and the count of retries. It does not repeat after a
 * {@code Retry-After} of anything but digits, so the header is written in such a way, without
 * another meaning.
 */
final class NoHiddenRepeat implements Interceptor {

  private static final String HEADER = "Retry-After";

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.code() != HttpURLConnection.HTTP_UNAVAILABLE) {
      return response;
    }
    String told = response.header(HEADER, "not told");
    boolean digits = told.chars().allMatch(c -> c >= '0' && c <= '9');
    return response.newBuilder().header(HEADER, digits ? told + ".0" : told).build();
  }
}
