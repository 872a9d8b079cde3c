package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.source.TimeSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The messages between the servers' process and its user, and their common clock. */
final class UpstreamMessages {

  private UpstreamMessages() {}

  /** Starts the servers of a run, or with null asks for the counts since then. */
  record Command(@Nullable Load load) {}

  /**
   * Where the servers of a run listen.
   *
   * @param datadog Datadog's address
   * @param datadogCertificate its certificate as PEM
   * @param agent the Cluster Agent's address, or empty
   * @param agentCertificate its CA's certificate as PEM
   * @param originMicros the zero point of metric values, in microseconds since 1970: a value is the
   *     microseconds from this moment until Datadog computed it
   */
  record Addresses(
      String datadog,
      String datadogCertificate,
      String agent,
      String agentCertificate,
      long originMicros) {}

  /**
   * What the servers received since they started.
   *
   * @param requests requests to Datadog, from here or from the agent
   * @param refused how many of these were answered with 429
   * @param queries how many queries they carried
   * @param agentRequests requests to the Cluster Agent
   */
  record Counts(long requests, long refused, long queries, long agentRequests) {

    Counts minus(Counts before) {
      return new Counts(
          requests - before.requests,
          refused - before.refused,
          queries - before.queries,
          agentRequests - before.agentRequests);
    }
  }

  /** Returns the machine's time of day, which both processes share, since 1970. */
  static long microsNow() {
    Instant now = TimeSource.system().now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
