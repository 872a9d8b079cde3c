package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.HostGuard;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.AgentMetric;
import java.net.URI;
import okhttp3.HttpUrl;

/** One agent: its address, and whether it gets no requests for now. */
final class AgentEndpoint {

  private static final int LEFT_ALONE_AFTER = 10;

  private final URI address;
  private final HttpUrl base;
  private final HostGuard guard;
  private final RateLimitPause pause;

  AgentEndpoint(URI address, SourceContext context) {
    this.address = address;
    this.base = HttpUrl.get(address.toString().replaceAll("/+$", ""));
    this.guard = HostGuard.of(host(), LEFT_ALONE_AFTER, context);
    this.pause = new RateLimitPause(host(), context.time());
  }

  URI address() {
    return address;
  }

  /**
   * Returns the host, a literal IPv6 address in brackets. Not the address's own: {@link URI} has
   * none if the last label starts with a digit, as the name of a namespace may.
   */
  String host() {
    String host = base.host();
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  int port() {
    return base.port();
  }

  boolean isSecure() {
    return base.isHttps();
  }

  /** Returns the whole address of a metric. Each read needs it, and parsing a text takes long. */
  HttpUrl url(AgentMetric metric) {
    return base.newBuilder().addEncodedPathSegments(metric.path().substring(1)).build();
  }

  HostGuard guard() {
    return guard;
  }

  RateLimitPause pause() {
    return pause;
  }
}
