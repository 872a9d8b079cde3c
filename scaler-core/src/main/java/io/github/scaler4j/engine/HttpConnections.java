package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls, each host's over connections of its own, and gives a host's connections up when one
 * of them stops to answer.
 *
 * <p>A connection whose far side went without a word looks open until TCP gives up, a quarter of an
 * hour later, and its idle neighbours went with it. So a request that was not answered in time ends
 * the use of all of them: the next request connects anew, and what is under way may still end.
 *
 * <p>Thread-safe. Used by {@link HttpExchange}, which tells it how its calls end.
 */
public final class HttpConnections implements Call.Factory, AutoCloseable {

  // Far beyond the sites of one Datadog, or the agents of one cluster.
  private static final int MAX_HOSTS = 1000;

  private final OkHttpClient base;
  private final Cache<String, HostConnections> hosts =
      Caffeine.newBuilder()
          .maximumSize(MAX_HOSTS)
          .executor(Runnable::run)
          .evictionListener(HttpConnections::onEvict)
          .build();

  /**
   * Makes a factory without connections.
   *
   * @param base what the calls are like; stays open
   */
  public HttpConnections(OkHttpClient base) {
    this.base =
        requireNonNull(base, "base")
            .newBuilder()
            .addNetworkInterceptor(SentRequest::noteConnection)
            .build();
  }

  @Override
  public Call newCall(Request request) {
    HostConnections connections = hosts.get(authority(request.url()), this::connect);
    SentRequest sent = new SentRequest(connections);
    return connections.newCall(request.newBuilder().tag(SentRequest.class, sent).build());
  }

  private static String authority(HttpUrl url) {
    return url.scheme() + "://" + url.host() + ":" + url.port();
  }

  private HostConnections connect(String authority) {
    return new HostConnections(base, connections -> hosts.asMap().remove(authority, connections));
  }

  private static void onEvict(
      @Nullable String authority, @Nullable HostConnections connections, RemovalCause cause) {
    if (connections != null) {
      connections.giveUp();
    }
  }

  /** Closes the connections that no call uses; the others close when their calls end. */
  @Override
  public void close() {
    hosts.asMap().values().forEach(HostConnections::giveUp);
  }
}
