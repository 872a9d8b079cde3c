package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.benchmarks.Jvm;
import io.github.scaler4j.benchmarks.Reports;
import io.github.scaler4j.benchmarks.comparison.UpstreamMessages.Addresses;
import io.github.scaler4j.benchmarks.comparison.UpstreamMessages.Command;
import io.github.scaler4j.benchmarks.comparison.UpstreamMessages.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/**
 * Datadog and the Cluster Agent in a separate process, so that their cost is not counted.
 *
 * <p>Commands go to the process as lines of JSON, and each is answered with one line.
 */
final class Upstream implements AutoCloseable {

  private final Jvm jvm;

  Upstream() {
    try {
      jvm =
          Jvm.start(List.of("-Xmx2g"), Redirect.INHERIT, Jvm.ownClassPath(), UpstreamProcess.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the servers' process could not be started", e);
    }
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
