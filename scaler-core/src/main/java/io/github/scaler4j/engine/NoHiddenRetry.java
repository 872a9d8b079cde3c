package io.github.scaler4j.engine;

import java.io.IOException;
import java.net.HttpURLConnection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Keeps OkHttp from silently retrying a request.
 *
 * <p>Even without reconnecting, OkHttp retries a request after a 503 with {@code Retry-After: 0}.
 * The retry would escape the rate-limit gate and the count of retries. OkHttp retries only if
 * {@code Retry-After} is all digits, so this interceptor rewrites the header to an equivalent form.
 */
final class NoHiddenRetry implements Interceptor {

  private static final String HEADER = "Retry-After";

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.code() != HttpURLConnection.HTTP_UNAVAILABLE) {
      return response;
    }
    String original = response.header(HEADER, "not given");
    boolean digits = original.chars().allMatch(c -> c >= '0' && c <= '9');
    return response.newBuilder().header(HEADER, digits ? original + ".0" : original).build();
  }
}
