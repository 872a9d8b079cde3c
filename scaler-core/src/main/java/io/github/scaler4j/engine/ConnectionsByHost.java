package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.github.scaler4j.source.TimeSource;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Creates calls with separate connections per host, and gives up a host's connections when one of
 * them stops answering.
 *
 * <p>If the server disappears silently, a connection looks open until TCP gives up, a quarter of an
 * hour later. The host's idle connections are dead too. So once a request has waited a second or
 * more over a connection without an answer, no new request uses the host's connections: the next
 * request reconnects, and requests under way may still complete.
 *
 * <p>Thread-safe. Used by {@link HttpExchange}, which reports how its calls end.
 */
public final class ConnectionsByHost implements Call.Factory, AutoCloseable {

  // Far beyond the sites of one Datadog, or the agents of one cluster.
  private static final int MAX_HOSTS = 1000;

  private final OkHttpClient base;
  private final TimeSource time;
  private final Cache<Authority, HostConnections> hosts =
      Caffeine.newBuilder()
          .maximumSize(MAX_HOSTS)
          .executor(Runnable::run)
          .evictionListener(ConnectionsByHost::onEvict)
          .build();

  /**
   * Creates a factory without connections.
   *
   * @param base the client to derive from; stays open
   * @param time tells how long requests wait
   */
  public ConnectionsByHost(OkHttpClient base, TimeSource time) {
    this.time = requireNonNull(time, "time");
    this.base =
        requireNonNull(base, "base")
            .newBuilder()
            .addNetworkInterceptor(SentRequest::noteConnection)
            .build();
  }

  @Override
  public Call newCall(Request request) {
    HostConnections connections = hosts.get(Authority.of(request.url()), this::connect);
    SentRequest sent = new SentRequest(connections);
    return connections.newCall(request.newBuilder().tag(SentRequest.class, sent).build());
  }

  /**
   * Returns what tells whether the connections to a call's host have been given up since.
   *
   * @param call a call of any factory
   * @return true once they have been given up; always false for a call of another factory
   */
  public static BooleanSupplier givenUp(Call call) {
    HostConnections used = SentRequest.of(call).connections();
    return used == null ? () -> false : used::isGivenUp;
  }

  private HostConnections connect(Authority authority) {
    return new HostConnections(
        base, time, connections -> hosts.asMap().remove(authority, connections));
  }

  private static void onEvict(
      @Nullable Authority authority, @Nullable HostConnections connections, RemovalCause cause) {
    if (connections != null) {
      connections.giveUp();
    }
  }

  /** Closes the idle connections. The others close when their calls end. */
  @Override
  public void close() {
    hosts.asMap().values().forEach(HostConnections::giveUp);
  }

  /** What a connection is bound to. */
  private record Authority(String scheme, String host, int port) {
    static Authority of(HttpUrl url) {
      return new Authority(url.scheme(), url.host(), url.port());
    }
  }
}
