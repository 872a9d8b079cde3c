package io.github.scaler4j.clusteragent;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.fixtures.ReusableSockets;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.AgentTls;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.SecretSupplier;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.NullMarked;

/** A TLS server on the loopback interface that answers as a test says, with any certificate. */
@NullMarked
final class TestAgent implements AutoCloseable {

  static final String METRIC = "datadogmetric@default:nginx-hits";

  static final ScheduledThreadPoolExecutor SCHEDULER = scheduler();

  private final MockWebServer server = new MockWebServer();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Queue<CountDownLatch> stalled = new ConcurrentLinkedQueue<>();
  private volatile SSLSocketFactory sockets;
  private volatile Function<RecordedRequest, MockResponse> answers = request -> value("2");

  TestAgent(HeldCertificate certificate) throws IOException {
    this(certificate, 0, true);
  }

  TestAgent(HeldCertificate certificate, int port, boolean http2) throws IOException {
    this.sockets = socketsOf(certificate);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answers.apply(request);
          }
        });
    if (!http2) {
      server.setProtocols(List.of(Protocol.HTTP_1_1));
    }
    server.setServerSocketFactory(new ReusableSockets());
    server.useHttps(new CurrentSockets());
    server.start(InetAddress.getByName("localhost"), port);
  }

  static HeldCertificate authority() {
    return new HeldCertificate.Builder().ecdsa256().certificateAuthority(0).build();
  }

  /** As the agent's own: it names localhost only. */
  static HeldCertificate signedBy(HeldCertificate authority, String name) {
    return new HeldCertificate.Builder()
        .ecdsa256()
        .signedBy(authority)
        .commonName(name)
        .addSubjectAlternativeName(name)
        .build();
  }

  /** As an agent that comes back with a new certificate: its connections end, whatever they do. */
  void show(HeldCertificate next) {
    sockets = socketsOf(next);
    connections.removeIf(TestAgent::closed);
  }

  private static boolean closed(Socket socket) {
    try {
      socket.close();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void answer(Function<RecordedRequest, MockResponse> next) {
    answers = next;
  }

  void answer(MockResponse next) {
    answers = request -> next;
  }

  /** Takes requests and says nothing, until it is told another answer or closed. */
  void stall() {
    CountDownLatch end = new CountDownLatch(1);
    stalled.add(end);
    answers =
        request -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return value("2");
        };
  }

  /** Answers what is stalled, and whatever comes, with 2. */
  void release() {
    answers = request -> value("2");
    stalled.forEach(CountDownLatch::countDown);
  }

  /** Returns how many connections were accepted since the last {@link #show}. */
  int connections() {
    return connections.size();
  }

  int requests() {
    return server.getRequestCount();
  }

  RecordedRequest taken() throws InterruptedException {
    return server.takeRequest();
  }

  int port() {
    return server.getPort();
  }

  /** By number, so that a certificate for localhost does not name it. */
  URI byAddress() {
    return URI.create("https://127.0.0.1:" + port());
  }

  URI byName() {
    return URI.create("https://localhost:" + port());
  }

  @Override
  public void close() {
    release();
    server.close();
  }

  /** For whatever metric is asked, so it names none. */
  static MockResponse value(String quantity) {
    String anonymous = list(quantity).replace("\"metricName\":\"" + METRIC + "\",", "");
    return new MockResponse.Builder().body(anonymous).build();
  }

  static String list(String quantity) {
    return "{\"kind\":\"ExternalMetricValueList\",\"apiVersion\":\"external.metrics.k8s.io/v1beta1\","
        + "\"metadata\":{},\"items\":[{\"metricName\":\""
        + METRIC
        + "\","
        + "\"metricLabels\":null,\"timestamp\":\"2026-01-01T00:00:30Z\",\"value\":\""
        + quantity
        + "\"}]}\n";
  }

  static MockResponse status(int code, String reason, String message) {
    return new MockResponse.Builder().code(code).body(statusBody(code, reason, message)).build();
  }

  static String statusBody(int code, String reason, String message) {
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\""
        + message.replace("\"", "\\\"")
        + "\",\"reason\":\""
        + reason
        + "\",\"code\":"
        + code
        + "}\n";
  }

  static ClusterAgentTrigger trigger(AgentTls tls, Optional<SecretSupplier> token, int millis) {
    return trigger("nginx-hits", tls, token, millis);
  }

  static final AgentTls SYSTEM = tls(false, Optional.empty(), Optional.empty());

  /** Another name is another read. */
  static ClusterAgentTrigger trigger(String name) {
    return trigger(name, SYSTEM, Optional.empty(), 5000);
  }

  static ClusterAgentTrigger trigger(
      String name, AgentTls tls, Optional<SecretSupplier> token, int millis) {
    TriggerMetadata.Builder trigger = metadata(name).metadata("timeout", millis + "ms");
    if (tls.unsafeSsl()) {
      trigger.authParam("unsafeSsl", "true");
    }
    tls.ca().ifPresent(ca -> trigger.authParam("ca", ca));
    tls.serverName().ifPresent(server -> trigger.authParam("serverName", server));
    token.ifPresent(given -> trigger.authParam("token", given));
    return (ClusterAgentTrigger) DatadogTrigger.parse(trigger.build());
  }

  static AgentTls tls(boolean unsafeSsl, Optional<String> ca, Optional<String> serverName) {
    TriggerMetadata.Builder trigger =
        metadata("nginx-hits").authParam("unsafeSsl", Boolean.toString(unsafeSsl));
    ca.ifPresent(given -> trigger.authParam("ca", given));
    serverName.ifPresent(given -> trigger.authParam("serverName", given));
    return ((ClusterAgentTrigger) DatadogTrigger.parse(trigger.build())).metric().tls();
  }

  private static TriggerMetadata.Builder metadata(String name) {
    return TriggerMetadata.builder()
        .metadata("useClusterAgentProxy", "true")
        .metadata("datadogMetricName", name)
        .metadata("datadogMetricNamespace", "default")
        .metadata("targetValue", "2")
        .metricType("Value")
        .authParam("datadogNamespace", "datadog")
        .authParam("datadogMetricsService", "datadog-cluster-agent-metrics-api");
  }

  static ClusterAgentTrigger triggerOf(String service, String name) {
    return (ClusterAgentTrigger)
        DatadogTrigger.parse(metadata(name).authParam("datadogMetricsService", service).build());
  }

  static ClusterAgentTrigger trigger() {
    return trigger(SYSTEM, Optional.empty(), 5000);
  }

  static SourceContext context() {
    return context(TimeSource.system());
  }

  static SourceContext context(TimeSource time) {
    return SourceContext.builder(time, SCHEDULER, Runnable::run).build();
  }

  /** Each read asks the agent, and fails at its first fault: for tests of what an answer means. */
  static ClusterAgentOptions uncached() {
    return ClusterAgentOptions.builder()
        .freshFor(Duration.ZERO)
        .staleFor(Duration.ZERO)
        .retries(0)
        .build();
  }

  static CompletableFuture<MetricAnswer> fetch(
      ClusterAgentSource source, ClusterAgentTrigger trigger) {
    return fetch(source, trigger, TimeSource.system());
  }

  static CompletableFuture<MetricAnswer> fetch(
      ClusterAgentSource source, ClusterAgentTrigger trigger, TimeSource time) {
    return source.fetch(trigger, Deadline.in(trigger.timeout(), time));
  }

  static MetricOutcome read(ClusterAgentSource source, ClusterAgentTrigger trigger) {
    return read(source, trigger, TimeSource.system());
  }

  static MetricOutcome read(
      ClusterAgentSource source, ClusterAgentTrigger trigger, TimeSource time) {
    try {
      return fetch(source, trigger, time).join().outcome();
    } catch (CompletionException e) {
      if (e.getCause() instanceof MetricSourceException typed) {
        throw typed;
      }
      throw e;
    }
  }

  private static ScheduledThreadPoolExecutor scheduler() {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> {
          Thread thread = new Thread(task, "test-scheduler");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static SSLSocketFactory socketsOf(HeldCertificate certificate) {
    return new HandshakeCertificates.Builder()
        .heldCertificate(certificate)
        .build()
        .sslContext()
        .getSocketFactory();
  }

  /** Shows whatever certificate is current; a new one ends the sessions that saw the old one. */
  private final class CurrentSockets extends SSLSocketFactory {

    @Override
    public Socket createSocket(Socket accepted, String host, int port, boolean autoClose)
        throws IOException {
      connections.add(accepted);
      return sockets.createSocket(accepted, host, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return sockets.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException("server side only");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException("server side only");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException("server side only");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException("server side only");
    }
  }
}
