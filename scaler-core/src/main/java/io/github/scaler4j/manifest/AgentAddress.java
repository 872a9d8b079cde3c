package io.github.scaler4j.manifest;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an agent's external metrics server is.
 *
 * @param namespace the namespace of its Service
 * @param service the Service's name
 * @param port the Service's port
 * @param origin says where this comes from, as a sentence
 * @param known false if any part of it is assumed
 */
record AgentAddress(String namespace, String service, int port, String origin, boolean known) {

  /** The default of KEDA, the Datadog Operator and Datadog's Helm chart. */
  static final int DEFAULT_PORT = 8443;

  private static final String ACCEPTED =
      "; accepted: https://SERVICE.NAMESPACE:PORT, such as"
          + " https://datadog-cluster-agent-metrics-api.datadog:8443";

  // Not URI's host: it has none if the namespace starts with a digit.
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?<service>[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)"
              + "\\.(?<namespace>[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)"
              + "(?:\\.svc(?:\\.cluster\\.local)?)?"
              + "(?::(?<port>[0-9]{0,9}))?");

  private static final int MAX_PORT = 65_535;

  /**
   * Reads an address as KEDA builds it.
   *
   * @throws IllegalArgumentException if it is another one
   */
  static AgentAddress of(URI url) {
    Matcher authority =
        AUTHORITY.matcher(url.getRawAuthority() == null ? "" : url.getRawAuthority());
    boolean plain =
        url.getQuery() == null
            && url.getFragment() == null
            && (url.getPath() == null || url.getPath().matches("/?"));
    if (!"https".equals(url.getScheme()) || !plain || !authority.matches()) {
      throw new IllegalArgumentException(
          "agent: " + url + " is not a Service's address" + ACCEPTED);
    }
    String given = authority.group("port");
    int port = given == null || given.isEmpty() ? DEFAULT_PORT : Integer.parseInt(given);
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("agent: " + port + " is not a port" + ACCEPTED);
    }
    return new AgentAddress(
        authority.group("namespace"), authority.group("service"), port, "It was given.", true);
  }
}
