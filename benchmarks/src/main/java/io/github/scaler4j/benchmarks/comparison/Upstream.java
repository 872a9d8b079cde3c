package io.github.scaler4j.benchmarks.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Datadog and the Cluster Agent in a process of their own, so that what they cost is not counted.
 *
 * <p>Commands go to the process as lines of JSON, and each is answered with one. It ends when its
 * standard input does, so it never outlives this one.
 */
final class Upstream implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

  /** Asks for servers for a run, or with null for the counts since then. */
  record Command(@Nullable Load load) {}

  /**
   * Where the servers of a run listen.
   *
   * @param datadog Datadog's address
   * @param datadogCertificate its certificate as PEM
   * @param agent the Cluster Agent's address, empty without one
   * @param agentCertificate its authority's certificate as PEM
   * @param originMicros the value of a metric is how many microseconds after this, in microseconds
   *     since 1970, Datadog computed it
   */
  record Addresses(
      String datadog,
      String datadogCertificate,
      String agent,
      String agentCertificate,
      long originMicros) {}

  /**
   * What came to the servers since they started.
   *
   * @param requests requests to Datadog, whoever sent them
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

  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;

  Upstream() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(java, "-Xmx2g", "-cp", ClassPath.own(), UpstreamProcess.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("the servers' process could not be started", e);
    }
    commands = new OutputStreamWriter(process.getOutputStream(), UTF_8);
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
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
      commands.write(JSON.writeValueAsString(command));
      commands.write('\n');
      commands.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new IOException("it ended with status " + process.waitFor());
      }
      return JSON.readValue(line, answer);
    } catch (IOException e) {
      throw new UncheckedIOException("the servers' process doesn't answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the servers' process ended", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
