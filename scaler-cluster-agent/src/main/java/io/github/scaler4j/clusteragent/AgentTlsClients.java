package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.AgentTls;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP client per distinct TLS setting; all share threads and the connection pool, which keeps
 * connections of different settings apart.
 */
final class AgentTlsClients implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ClusterAgentSource.class);

  /**
   * A connection whose far side is gone without a word would fail every read until TCP gives up,
   * some 15 minutes later; an HTTP/2 ping finds out sooner.
   */
  private static final Duration PING = Duration.ofSeconds(5);

  /**
   * How the certificates of one client's agents are judged.
   *
   * @param trust which certificates are trusted
   * @param serverName the name that the certificate must hold instead of the host's
   */
  record Judgement(AgentTrust trust, Optional<String> serverName) {}

  /** What tells one client from another; {@code direct} leaves proxies out. */
  private record Key(AgentTls tls, boolean direct) {}

  private final ClusterAgentOptions options;
  private final TimeSource time;
  private final OkHttpClient base;
  private final ConcurrentHashMap<Key, OkHttpClient> clients = new ConcurrentHashMap<>();
  private final Set<URI> warned = ConcurrentHashMap.newKeySet();

  AgentTlsClients(ClusterAgentOptions options, TimeSource time) {
    this.options = options;
    this.time = time;
    this.base =
        // What is derived has trust of its own; the system's is not read unless it is asked for.
        HttpClients.newCleartextClient()
            .protocols(
                options.http2()
                    ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                    : List.of(Protocol.HTTP_1_1))
            .pingInterval(PING)
            .build();
  }

  /**
   * @throws IllegalArgumentException if the trigger's CA can't be read
   */
  OkHttpClient client(ClusterAgentTrigger trigger, URI endpoint) {
    AgentTls tls = trigger.tls();
    boolean unsafe =
        tls.unsafeSsl() || (tls.ca().isEmpty() && options.trust() instanceof AgentTrust.Unsafe);
    if (unsafe && warned.add(endpoint)) {
      log.warn(
          "unsafeSsl: ANY certificate is accepted from {}, so anyone between can read the token and"
              + " set the metric; trust the agent's CA with a server name, or pin its key",
          endpoint);
    }
    return clients.computeIfAbsent(new Key(tls, isDirect(trigger, endpoint)), this::derive);
  }

  /**
   * Returns how a trigger's agents are judged; its own settings come before the options'.
   *
   * @throws IllegalArgumentException if the trigger's CA can't be read
   */
  Judgement judgement(AgentTls tls) {
    AgentTrust trust = options.trust();
    if (tls.unsafeSsl()) {
      trust = AgentTrust.unsafe();
    } else if (tls.ca().isPresent()) {
      trust = AgentTrust.ca(tls.ca().get());
    }
    return new Judgement(trust, tls.serverName().or(options::serverName));
  }

  /** Tells whether proxies are left out: a host of the cluster can't be reached from outside. */
  boolean isDirect(ClusterAgentTrigger trigger, URI endpoint) {
    if (options.clusterProxy()) {
      return false;
    }
    String host = endpoint.getHost();
    return host.equals(trigger.service() + "." + trigger.namespace())
        || host.endsWith(".svc")
        || host.contains(".svc.");
  }

  private OkHttpClient derive(Key key) {
    Judgement judgement = judgement(key.tls());
    AgentTrustManager trust = AgentTrustManager.of(judgement.trust(), time);
    OkHttpClient.Builder client =
        base.newBuilder()
            .connectionSpecs(HttpClients.CONNECTION_SPECS)
            .sslSocketFactory(socketFactory(trust, judgement), trust)
            .hostnameVerifier(verifier(judgement));
    if (key.direct()) {
      client.proxy(Proxy.NO_PROXY);
    }
    return client.build();
  }

  SSLSocketFactory socketFactory(Judgement judgement) {
    return socketFactory(AgentTrustManager.of(judgement.trust(), time), judgement);
  }

  private static SSLSocketFactory socketFactory(AgentTrustManager trust, Judgement judgement) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, new SecureRandom());
      return new NamedSocketFactory(context.getSocketFactory(), judgement.serverName());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no TLS: " + e, e);
    }
  }

  HostnameVerifier verifier(Judgement judgement) {
    if (judgement.trust() instanceof AgentTrust.Unsafe
        || judgement.trust() instanceof AgentTrust.PinnedKeys) {
      return (host, session) -> true;
    }
    HostnameVerifier strict = base.hostnameVerifier();
    return judgement
        .serverName()
        .<HostnameVerifier>map(name -> (host, session) -> strict.verify(name, session))
        .orElse(strict);
  }

  @Override
  public void close() {
    HttpClients.close(base);
  }
}
