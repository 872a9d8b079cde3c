package io.github.scaler4j.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSession;
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

  /** The most requests that one client has under way, each on a thread; more wait for a place. */
  static final int MOST_REQUESTS = 256;

  // A host that says nothing leaves places for the others.
  private static final int MOST_REQUESTS_PER_HOST = 192;

  // OkHttp keeps 5 idle connections; what was in flight at once beyond that would connect anew.
  private static final int IDLE_CONNECTIONS = 64;

  /**
   * Finds out that an HTTP/2 connection died without a word, though no request of its own did; and
   * keeps it from being dropped on the way for being idle.
   */
  private static final Duration PING = Duration.ofSeconds(5);

  private static final HostnameVerifier STRICT =
      new OkHttpClient.Builder()
          .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
          .build()
          .hostnameVerifier();

  private HttpClients() {}

  /**
   * Starts a client: no redirects, TLS 1.2 or newer, no limit but the exchange's own timeout,
   * TCP_NODELAY, name resolution that is bounded, and connections enough for all that the sources
   * have in flight. It sends a request once, and no host's over a connection to another. Its
   * threads are daemons; at most {@value #MOST_REQUESTS} of them wait for answers.
   *
   * @return a builder whose client owns its threads and connections
   */
  public static OkHttpClient.Builder newClient() {
    Dispatcher dispatcher =
        new Dispatcher(Executors.newCachedThreadPool(new DaemonThreads("scaler4j-http")));
    dispatcher.setMaxRequests(MOST_REQUESTS);
    dispatcher.setMaxRequestsPerHost(MOST_REQUESTS_PER_HOST);
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
        // With a verifier other than its own, OkHttp shares no connection between hosts. Where it
        // does, it repeats a request after a 421.
        .hostnameVerifier(HttpClients::verify)
        .addInterceptor(UnreadBytes::takeAnother)
        .addNetworkInterceptor(new NoHiddenRepeat())
        .addNetworkInterceptor(UnreadBytes::look)
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

  private static boolean verify(String host, SSLSession session) {
    return STRICT.verify(host, session);
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
