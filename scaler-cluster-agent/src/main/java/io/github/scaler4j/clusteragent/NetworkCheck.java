package io.github.scaler4j.clusteragent;

import io.github.scaler4j.clusteragent.AgentTlsClients.Judgement;
import io.github.scaler4j.clusteragent.AgentVerification.Check;
import io.github.scaler4j.clusteragent.AgentVerification.Result;
import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.trigger.AgentTls;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** Tries name resolution, connection and TLS of one agent, each with a socket of its own. */
final class NetworkCheck {

  private final AgentTlsClients clients;
  private final ClusterAgentTrigger trigger;
  private final URI endpoint;
  private final AgentVerifier.Report report;
  private final boolean secure;
  private final int port;
  private final int timeoutMillis;

  NetworkCheck(
      AgentTlsClients clients,
      ClusterAgentTrigger trigger,
      URI endpoint,
      AgentVerifier.Report report) {
    this.clients = clients;
    this.trigger = trigger;
    this.endpoint = endpoint;
    this.report = report;
    this.secure = endpoint.getScheme().equalsIgnoreCase("https");
    int defaultPort = secure ? 443 : 80;
    this.port = endpoint.getPort() < 0 ? defaultPort : endpoint.getPort();
    this.timeoutMillis =
        (int) Math.max(1, Math.min(Integer.MAX_VALUE, trigger.timeout().toMillis()));
  }

  /** Reports three steps and tells whether a request has a chance. */
  boolean passes() {
    Optional<Proxy> proxy = proxy();
    if (proxy.isPresent()) {
      report.skip("through " + proxy.get(), Check.DNS, Check.TCP, Check.TLS);
      return true;
    }
    try {
      InetAddress[] addresses = InetAddress.getAllByName(endpoint.getHost());
      report.add(Check.DNS, Result.OK, endpoint.getHost() + " is " + Arrays.toString(addresses));
    } catch (UnknownHostException e) {
      report.add(
          Check.DNS,
          Result.FAILED,
          endpoint.getHost()
              + " has no address: mend datadogMetricsService and datadogNamespace; outside of the"
              + " cluster, give an endpoint");
      report.skip("there is no address", Check.TCP, Check.TLS);
      return false;
    }
    try (Socket socket = connect()) {
      report.add(Check.TCP, Result.OK, "connected to " + socket.getRemoteSocketAddress());
    } catch (IOException e) {
      report.add(
          Check.TCP,
          Result.FAILED,
          "port "
              + port
              + ": "
              + words(e)
              + "; mend datadogMetricsServicePort, or let a"
              + " NetworkPolicy allow it");
      report.skip("there is no connection", Check.TLS);
      return false;
    }
    if (!secure) {
      report.skip("the endpoint is http: the token travels in the clear", Check.TLS);
      return true;
    }
    return tls();
  }

  private boolean tls() {
    Judgement judgement;
    try {
      judgement = clients.judgement(trigger.tls());
      report.add(Check.TLS, Result.OK, handshake(judgement));
      return true;
    } catch (IllegalArgumentException e) {
      report.add(Check.TLS, Result.FAILED, "ca: " + e.getMessage());
    } catch (IOException e) {
      report.add(Check.TLS, Result.FAILED, words(e) + "; " + whatThereIs());
    }
    return false;
  }

  private String whatThereIs() {
    AgentTls any = new AgentTls(true, Optional.empty(), trigger.tls().serverName());
    try {
      return "the agent shows "
          + handshake(clients.judgement(any))
          + "; trust its authority (ca) with one of its names (serverName), or pin its key";
    } catch (IOException e) {
      return "no certificate was shown: is this the agent's TLS port?";
    }
  }

  private String handshake(Judgement judgement) throws IOException {
    String host = endpoint.getHost();
    try (Socket socket = connect();
        SSLSocket tls =
            (SSLSocket) clients.socketFactory(judgement).createSocket(socket, host, port, true)) {
      tls.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      tls.startHandshake();
      X509Certificate certificate = (X509Certificate) tls.getSession().getPeerCertificates()[0];
      if (!clients.verifier(judgement).verify(host, tls.getSession())) {
        throw new SSLPeerUnverifiedException(
            "the certificate does not name " + judgement.serverName().orElse(host));
      }
      return tls.getSession().getProtocol() + " with " + describe(certificate);
    }
  }

  private static String describe(X509Certificate certificate) {
    return certificate.getSubjectX500Principal()
        + " for "
        + names(certificate)
        + ", issued by "
        + certificate.getIssuerX500Principal()
        + ", valid until "
        + certificate.getNotAfter().toInstant()
        + ", key sha256/"
        + AgentTrustManager.pin(certificate);
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream().map(name -> String.valueOf(name.get(1))).toList();
    } catch (CertificateParsingException e) {
      return List.of("names that can't be read");
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.setSoTimeout(timeoutMillis);
      socket.connect(new InetSocketAddress(endpoint.getHost(), port), timeoutMillis);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Optional<Proxy> proxy() {
    ProxySelector proxies = ProxySelector.getDefault();
    if (proxies == null || clients.isDirect(trigger, endpoint)) {
      return Optional.empty();
    }
    return proxies.select(endpoint).stream()
        .limit(1)
        .filter(proxy -> proxy.type() != Proxy.Type.DIRECT)
        .findFirst();
  }

  private static String words(IOException e) {
    return ErrorText.oneLine(e.toString(), 300);
  }
}
