package io.github.scaler4j.engine;

import io.github.scaler4j.options.OptionRules;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSession;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Creates HTTP clients with the settings that both sources need. */
public final class HttpClients {

  /** The {@code User-Agent} of all requests. */
  public static final String USER_AGENT = "scaler4j";

  /** TLS 1.2 or newer, or none for an {@code http} address. */
  public static final List<ConnectionSpec> CONNECTION_SPECS =
      List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT);

  /**
   * How many requests of one client may be under way, each on its own thread. Further ones wait. No
   * more than look-ups, so names that are stuck leave look-ups for the others.
   */
  static final int MOST_REQUESTS = BoundedDns.MOST_LOOKUPS;

  // By default OkHttp keeps 5 idle connections; more parallel requests would reconnect each time.
  private static final int IDLE_CONNECTIONS = 64;

  /**
   * Detects a silently dead HTTP/2 connection even if no request fails, and keeps network devices
   * from dropping an idle one.
   */
  private static final Duration PING = Duration.ofSeconds(5);

  private static final HostnameVerifier STRICT =
      new OkHttpClient.Builder()
          .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
          .build()
          .hostnameVerifier();

  private HttpClients() {}

  /**
   * Starts a builder of a client without redirects, with TLS 1.2 or newer, TCP_NODELAY, bounded
   * name resolution, no timeout but the exchange's, and enough connections for the sources'
   * parallel requests. The client sends each request once, and never over a connection to another
   * host. Its threads are daemons; at most {@value #MOST_REQUESTS} of them wait for answers.
   *
   * @return a builder whose client owns its threads and connections
   */
  public static OkHttpClient.Builder newClient() {
    return newClient(Dns.SYSTEM);
  }

  private static OkHttpClient.Builder newClient(Dns resolver) {
    Dispatcher dispatcher =
        new Dispatcher(Executors.newCachedThreadPool(new DaemonThreads("scaler4j-http")));
    dispatcher.setMaxRequests(MOST_REQUESTS);
    // Fewer than in all, so a host that does not answer leaves room for the others.
    dispatcher.setMaxRequestsPerHost(OptionRules.MOST_PARALLEL_REQUESTS);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .dns(new BoundedDns(resolver))
        .connectionPool(newPool())
        .pingInterval(PING)
        .connectionSpecs(CONNECTION_SPECS)
        .socketFactory(new NoDelaySocketFactory())
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        // With a custom verifier, OkHttp shares no connection between hosts. Sharing would let it
        // retry a request after a 421.
        .hostnameVerifier(HttpClients::verify)
        .addInterceptor(UnreadBytes::takeAnother)
        .addNetworkInterceptor(HttpClients::requireTls)
        .addNetworkInterceptor(new NoHiddenRetry())
        .addNetworkInterceptor(UnreadBytes::look)
        .connectTimeout(Duration.ZERO)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO);
  }

  /**
   * Starts a builder of the same client for {@code http} addresses only, so the JVM need not load
   * its trust store. A request to an {@code https} address fails.
   *
   * @return a builder whose client owns its threads and connections
   */
  public static OkHttpClient.Builder newCleartextClient() {
    return newCleartextClient(Dns.SYSTEM);
  }

  /**
   * Starts a builder of the same client with another resolver.
   *
   * @param resolver resolves names; may block, and may ignore interrupts
   * @return a builder whose client owns its threads and connections
   */
  public static OkHttpClient.Builder newCleartextClient(Dns resolver) {
    return newClient(resolver).connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
  }

  // Since version 5.4, OkHttp without TLS sends an https request as it is, with its keys.
  private static Response requireTls(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Connection connection = chain.connection();
    if (request.isHttps() && connection != null && connection.handshake() == null) {
      throw new IllegalStateException(
          request.url().host() + ": this HTTP client supports http only, not https");
    }
    return chain.proceed(request);
  }

  private static boolean verify(String host, SSLSession session) {
    return STRICT.verify(host, session);
  }

  static ConnectionPool newPool() {
    return new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES);
  }

  /**
   * Closes the threads and connections of a client from {@link #newClient()}.
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
