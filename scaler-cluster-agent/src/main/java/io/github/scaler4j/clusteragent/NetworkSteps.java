package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.source.Verification.Check;
import io.github.scaler4j.source.Verification.Result;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Reports the steps of a read's connection: name resolution, connection and TLS. */
final class NetworkSteps {

  private final AgentEndpoint endpoint;
  private final ConnectionRecord connection;
  private final Optional<String> serverName;
  private final VerificationReport report;

  /**
   * @param serverName the name that the certificate must be valid for instead of the host's, or
   *     empty
   */
  NetworkSteps(
      AgentEndpoint endpoint,
      ConnectionRecord connection,
      Optional<String> serverName,
      VerificationReport report) {
    this.endpoint = endpoint;
    this.connection = connection;
    this.serverName = serverName;
    this.report = report;
  }

  /**
   * Reports three steps.
   *
   * @param failure the failure of the read, or null if it was answered
   * @return whether the read reached the agent, or may have
   */
  boolean report(@Nullable Throwable failure) {
    Proxy proxy = connection.proxy();
    if (proxy != null) {
      report.skip("through " + proxy, Check.DNS, Check.TCP, Check.TLS);
      return true;
    }
    if (!connection.begun()) {
      report.skip("no new connection was opened", Check.DNS, Check.TCP, Check.TLS);
      return true;
    }
    return reportName(failure) && reportPort(failure) && reportTls(failure);
  }

  private boolean reportName(@Nullable Throwable failure) {
    String host = endpoint.host();
    List<InetAddress> addresses = connection.addresses();
    if (addresses != null) {
      report.add(Check.DNS, Result.OK, host + " resolves to " + addresses);
      return true;
    }
    report.add(
        Check.DNS,
        Result.FAILED,
        host
            + (cause(failure) instanceof UnknownHostException
                ? " has no address"
                : " got no address: " + words(failure))
            + ": correct datadogMetricsService and datadogNamespace; from outside the cluster, set"
            + " an endpoint");
    report.skip("no address", Check.TCP, Check.TLS);
    return false;
  }

  private boolean reportPort(@Nullable Throwable failure) {
    InetSocketAddress connected = connection.connected();
    if (connection.isReached()) {
      report.add(
          Check.TCP,
          Result.OK,
          "connected to " + (connected == null ? "port " + endpoint.port() : connected.toString()));
      return true;
    }
    report.add(
        Check.TCP,
        Result.FAILED,
        "port "
            + endpoint.port()
            + ": "
            + words(failure)
            + "; check datadogMetricsServicePort, and that the NetworkPolicies allow"
            + " the connection");
    report.skip("no connection", Check.TLS);
    return false;
  }

  private boolean reportTls(@Nullable Throwable failure) {
    if (!endpoint.isSecure()) {
      report.skip("the endpoint is http: the token travels in the clear", Check.TLS);
      return true;
    }
    ConnectionRecord.Shown shown = connection.shown();
    if (connection.isEstablished() && shown != null) {
      report.add(Check.TLS, Result.OK, describe(shown));
      return true;
    }
    Throwable cause = cause(failure);
    report.add(
        Check.TLS,
        Result.FAILED,
        (cause instanceof SSLPeerUnverifiedException
                ? "the certificate does not name " + serverName.orElse(endpoint.host())
                : words(failure))
            + (shown == null
                ? "; the server presented no certificate: is this the agent's TLS port?"
                : "; the agent presents "
                    + describe(shown)
                    + "; trust its CA (ca) with one of its names (serverName), or pin its key"));
    return false;
  }

  private static String describe(ConnectionRecord.Shown shown) {
    X509Certificate certificate = shown.certificate();
    return shown.protocol()
        + " with "
        + certificate.getSubjectX500Principal()
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

  private static String words(@Nullable Throwable failure) {
    Throwable cause = cause(failure);
    return cause == null ? "no answer" : ErrorText.oneLine(cause.toString(), 300);
  }

  /** The HTTP client's own exception, if there is one. */
  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure == null || failure.getCause() == null ? failure : failure.getCause();
  }
}
