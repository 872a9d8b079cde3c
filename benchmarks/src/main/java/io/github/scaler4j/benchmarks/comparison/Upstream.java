package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.benchmarks.Jvm;
import io.github.scaler4j.benchmarks.Reports;
import io.github.scaler4j.source.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Datadog and the Cluster Agent in a separate process, so that their cost is not counted.
 *
 * <p>Commands go to the process as lines of JSON, and each is answered with one line.
 */
final class Upstream implements AutoCloseable {

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

  private final Jvm jvm;

  Upstream() {
    try {
      jvm =
          Jvm.start(List.of("-Xmx2g"), Redirect.INHERIT, Jvm.ownClassPath(), UpstreamProcess.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the servers' process could not be started", e);
    }
  }

  /** Returns the machine's time of day, which both processes share, since 1970. */
  static long microsNow() {
    Instant now = TimeSource.system().now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /** Stops the servers of the last run and starts those of this one. */
  Addresses start(Load load) {
    return ask(new Command(load), Addresses.class);
  }

  Counts counts() {
    return ask(new Command(null), Counts.class);
  }

  private <T> T ask(Command command, Class<T> answer) {
    try {
      return Reports.JSON.readValue(jvm.ask(Reports.JSON.writeValueAsString(command)), answer);
    } catch (IOException e) {
      throw new UncheckedIOException("the servers' process doesn't answer: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      jvm.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
