package io.github.scaler4j.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Creates HTTP clients as both sources want them. */
public final class HttpClients {

  /** What a request says of itself. */
  public static final String USER_AGENT = "scaler4j";

  /** TLS 1.2 or newer, or none for an {@code http} address. */
  public static final List<ConnectionSpec> CONNECTION_SPECS =
      List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT);

  // OkHttp keeps 5 idle connections; what was in flight at once beyond that would connect anew.
  private static final int IDLE_CONNECTIONS = 64;

  /**
   * Finds out that an HTTP/2 connection died without a word, though no request of its own did; and
   * keeps it from being dropped on the way for being idle.
   */
  private static final Duration PING = Duration.ofSeconds(5);

  private HttpClients() {}

  /**
   * Starts a client: no redirects, TLS 1.2 or newer, no limit but the exchange's own timeout,
   * TCP_NODELAY, name resolution that is bounded, and connections enough for all that the sources
   * have in flight. Its threads are daemons.
   *
   * @return a builder whose client owns its threads and connections
   */
  public static OkHttpClient.Builder newClient() {
    Dispatcher dispatcher =
        new Dispatcher(Executors.newCachedThreadPool(new DaemonThreads("scaler4j-http")));
    // The sources bound what is in flight; OkHttp's 5 calls per host would only hide it.
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .dns(new BoundedDns())
        .connectionPool(newPool())
        .pingInterval(PING)
        .connectionSpecs(CONNECTION_SPECS)
        .socketFactory(new NoDelaySocketFactory())
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .addNetworkInterceptor(new NoHiddenRepeat())
        .connectTimeout(Duration.ZERO)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO);
  }

  /**
   * Starts such a client for {@code http} addresses alone, which spares the JVM loading its trust
   * store.
   *
   * @return a builder whose client owns its threads and connections
   */
  public static OkHttpClient.Builder newCleartextClient() {
    return newClient().connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
  }

  static ConnectionPool newPool() {
    return new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES);
  }

  /**
   * Ends what {@link #newClient()} started.
   *
   * @param client a client that nobody else uses
   */
  public static void close(OkHttpClient client) {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
    if (client.dns() instanceof BoundedDns dns) {
      dns.close();
    }
  }
}
