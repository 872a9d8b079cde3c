package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.ConnectionsByHost;
import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.AgentTls;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * Creates HTTP clients that check an agent's certificate. All share threads; clients of different
 * settings share no connection.
 */
final class AgentHttpClients implements AgentTransport {

  private final ClusterAgentOptions options;
  private final TimeSource time;
  private final OkHttpClient base;

  // Connections of dropped settings close by themselves once they are idle.
  private final Set<ConnectionsByHost> connections =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  AgentHttpClients(ClusterAgentOptions options, TimeSource time) {
    this(options, time, Dns.SYSTEM);
  }

  AgentHttpClients(ClusterAgentOptions options, TimeSource time, Dns resolver) {
    this.options = options;
    this.time = time;
    this.base =
        // Derived clients have their own trust; the system's is read only if needed.
        HttpClients.newCleartextClient(resolver)
            .protocols(
                options.http2()
                    ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                    : List.of(Protocol.HTTP_1_1))
            .eventListenerFactory(RequestProgress::of)
            .addInterceptor(RequestProgress::noteTurn)
            .build();
    base.dispatcher().setMaxRequestsPerHost(options.maxParallelRequests());
  }

  @Override
  public Call.Factory calls(ConnectionSettings settings) {
    ConnectionsByHost made = new ConnectionsByHost(client(settings), time);
    connections.add(made);
    return made;
  }

  OkHttpClient client(ConnectionSettings settings) {
    return builder(settings, ChainObserver.NONE).build();
  }

  @Override
  public OkHttpClient observedCalls(ConnectionSettings settings, ConnectionRecord record) {
    return builder(settings, record)
        .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
        .eventListener(record)
        .build();
  }

  private OkHttpClient.Builder builder(ConnectionSettings settings, ChainObserver observer) {
    AgentTls tls = settings.tls();
    AgentTrust trust = trust(tls);
    Optional<String> serverName = tls.serverName().or(options::serverName);
    AgentTrustManager trustManager = AgentTrustManager.of(trust, time, observer);
    OkHttpClient.Builder client =
        base.newBuilder()
            .connectionSpecs(HttpClients.CONNECTION_SPECS)
            .sslSocketFactory(socketFactory(trustManager, serverName), trustManager)
            .hostnameVerifier(nameVerifier(trust, serverName));
    return settings.direct() ? client.proxy(Proxy.NO_PROXY) : client;
  }

  private AgentTrust trust(AgentTls tls) {
    return tls.unsafeSsl()
        ? AgentTrust.unsafe()
        : tls.ca().map(AgentTrust::ca).orElse(options.trust());
  }

  private static SSLSocketFactory socketFactory(
      AgentTrustManager trust, Optional<String> serverName) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, new SecureRandom());
      return new NamedSocketFactory(context.getSocketFactory(), serverName);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime has no TLS: " + e, e);
    }
  }

  private HostnameVerifier nameVerifier(AgentTrust trust, Optional<String> serverName) {
    if (trust.kind() instanceof AgentTrust.Unsafe
        || trust.kind() instanceof AgentTrust.PinnedKeys) {
      return (host, session) -> true;
    }
    HostnameVerifier strict = base.hostnameVerifier();
    return serverName
        .<HostnameVerifier>map(name -> (host, session) -> strict.verify(name, session))
        .orElse(strict);
  }

  @Override
  public boolean acceptsAnyCertificate(ConnectionSettings settings) {
    return trust(settings.tls()).kind() instanceof AgentTrust.Unsafe;
  }

  @Override
  public boolean reportsProgress() {
    return true;
  }

  @Override
  public void close() {
    HttpClients.close(base);
    synchronized (connections) {
      connections.forEach(ConnectionsByHost::close);
    }
  }
}
