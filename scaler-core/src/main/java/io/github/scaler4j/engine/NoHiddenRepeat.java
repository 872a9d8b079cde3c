package io.github.scaler4j.engine;

import java.io.IOException;
import java.net.HttpURLConnection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Keeps OkHttp from sending a request a second time behind the caller's back.
 *
 * <p>As long as it may reconnect, OkHttp also repeats after a 408, and after a 503 with {@code
 * Retry-After: 0}. Such a request would escape the rate-limit gate and the count of retries. It
 * does not repeat where the server asks for a pause, so this asks for one.
 */
final class NoHiddenRepeat implements Interceptor {

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    int status = response.code();
    return status == HttpURLConnection.HTTP_CLIENT_TIMEOUT
            || status == HttpURLConnection.HTTP_UNAVAILABLE
        ? response.newBuilder().header("Retry-After", "1").build()
        : response;
  }
}
