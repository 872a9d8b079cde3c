package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.MalformedBodyException;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.Headers;
import okio.Buffer;

/** Gives fuzzers access to this package. */
public final class AgentFuzz {

  /** The metric that is asked for. */
  public static final String METRIC = "datadogmetric@shop:nginx";

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final AgentDecoder DECODER =
      new AgentDecoder(TimeSource.system(), Optional.of(Duration.ofDays(36_500)));
  private static final int[] STATUSES = {301, 400, 401, 403, 404, 408, 422, 429, 500, 500, 503};

  private AgentFuzz() {}

  /** Decodes a list of values, or refuses it. */
  public static void decode(byte[] body) throws IOException {
    try {
      var unused = DECODER.decode(new ByteArrayInputStream(body), METRIC);
    } catch (MalformedBodyException | MetricSourceException e) {
      // Not the agent's, or not this metric's.
    }
  }

  /** Finds the outcome of any refusal's body. */
  public static void refuse(byte[] body) {
    AgentStatus said = AgentStatus.read(new Buffer().write(body), List.of());
    int status = STATUSES[body.length % STATUSES.length];
    AgentErrorReader errors = new AgentErrorReader("agent.test", status, true, List.of());
    try {
      var unused = errors.outcome(Headers.EMPTY, said, NOW);
    } catch (MetricSourceException e) {
      if (e.toString().length() > 3_000) {
        throw new AssertionError("a message of " + e.toString().length() + " characters");
      }
    }
  }
}
