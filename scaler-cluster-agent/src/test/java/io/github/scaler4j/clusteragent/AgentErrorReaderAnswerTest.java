package io.github.scaler4j.clusteragent;

import static io.github.scaler4j.clusteragent.RefusingAgent.ANONYMOUS;
import static io.github.scaler4j.clusteragent.RefusingAgent.DENIED;
import static io.github.scaler4j.clusteragent.RefusingAgent.NOW;
import static io.github.scaler4j.clusteragent.RefusingAgent.errors;
import static io.github.scaler4j.clusteragent.RefusingAgent.outcome;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.scaler4j.engine.SupplierFailure;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.MetricOutcome.NoData;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Headers;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The outcome of each answer without a value, and whether it counts against its host. */
class AgentErrorReaderAnswerTest {

  /**
   * Name, status, body; expected: NoData or an exception, whether it counts against the host, a
   * word.
   */
  static Stream<Arguments> answers() {
    Class<?> noData = NoData.class;
    Class<?> limited = RateLimitedException.class;
    Class<?> refused = AuthorizationException.class;
    Class<?> unexpected = UnexpectedResponseException.class;
    return Stream.of(
        status("no token", 403, ANONYMOUS, refused, false, "set authMode bearer and token"),
        status("bad token", 401, "Unauthorized", refused, false, "expired"),
        status("no permission", 403, DENIED, refused, false, "verbs: [\"list\"]"),
        status(
            "unknown resource",
            404,
            "the server could not find the requested resource",
            unexpected,
            false,
            "external_metrics_provider.enabled"),
        status("method", 405, "the server does not allow this method", unexpected, false, "405"),
        status("not acceptable", 406, "only the following media types", unexpected, false, "406"),
        status("timeout", 408, "Timeout", unexpected, true, "408"),
        status("no data as 422", 422, "Unprocessable", noData, false, "Unprocessable"),
        status("agent overloaded", 429, "too many requests", limited, false, "overloaded"),
        body("429 without a body", 429, "", limited, false, "empty body"),
        body("500 without a body", 500, "", unexpected, true, "empty body"),
        body("500 with another message", 500, "{\"message\":5}", unexpected, true, "message"),
        body(
            "500 of a gateway",
            500,
            "<h1>no serie was found</h1>",
            unexpected,
            true,
            "500: no serie was found"),
        body(
            "500 of a gateway in JSON",
            500,
            "{\"message\":\"no serie was found\"}",
            unexpected,
            true,
            "500: no serie was found"),
        body("501", 501, "", unexpected, true, "501"),
        body("503 of a gateway", 503, "upstream", unexpected, true, "starting or overloaded"),
        status("503 of the API server", 503, "not ready", unexpected, true, "not ready"),
        status("504 of the API server", 504, "Timeout", unexpected, true, "Timeout"),
        body("302", 302, "", unexpected, false, "redirects are not followed"),
        body("204", 204, "", unexpected, false, "204"),
        body("500 cut off", 500, "{\"kind\":\"Status\",\"mess", unexpected, true, "Status"),
        status(
            "a reason of the agent",
            500,
            "Internal error occurred: DatadogMetric is stale, last updated: 2026-01-01",
            noData,
            false,
            "too old"),
        status(
            "an unknown reason of the agent",
            500,
            "Internal error occurred: the moon is full",
            unexpected,
            false,
            "the moon is full"));
  }

  private static Arguments status(
      String name,
      int status,
      String message,
      Class<?> expected,
      boolean againstHost,
      String word) {
    return body(
        name,
        status,
        AgentAnswers.statusBody(status, "Reason", message),
        expected,
        againstHost,
        word);
  }

  private static Arguments body(
      String name, int status, String body, Class<?> expected, boolean againstHost, String word) {
    return argumentSet(name, status, body, expected, againstHost, word);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void explainsTheRefusalAndTheRemedy(
      int status, String body, Class<?> expected, boolean againstHost, String word) {
    boolean tokenSent = !body.contains("anonymous");
    Object actual;
    try {
      actual = outcome(status, body, Headers.EMPTY, tokenSent);
    } catch (MetricSourceException e) {
      actual = e;
      assertThat(e).hasMessageContaining(word).message().doesNotContain("\n");
      assertThat(AgentErrorReader.countsAgainstHost(e)).isEqualTo(againstHost);
      assertThat(AgentErrorReader.isTransient(e)).isEqualTo(againstHost && status != 501);
    }
    assertThat(actual).isInstanceOf(expected);
    if (actual instanceof NoData none) {
      assertThat(none.reason()).contains(word);
    }
  }

  @Test
  void asksAnotherAgentAfterAFaultOfThisOne() {
    TransportException reset = new TransportException("reset", null);
    TransportException distrusted = new TransportException("tls", new CertificateException());
    TransportException noToken =
        new TransportException("token", SupplierFailure.of(new IOException()));
    UnexpectedResponseException busy = new UnexpectedResponseException(503, "busy", null);
    UnexpectedResponseException notFound = new UnexpectedResponseException(404, "no", null);
    assertThat(AgentErrorReader.countsAgainstHost(reset)).isTrue();
    assertThat(AgentErrorReader.canAnotherAnswer(reset)).isTrue();
    assertThat(AgentErrorReader.countsAgainstHost(distrusted)).as("a trigger's CA").isFalse();
    assertThat(AgentErrorReader.canAnotherAnswer(distrusted)).isTrue();
    assertThat(AgentErrorReader.countsAgainstHost(noToken)).as("a trigger's supplier").isFalse();
    assertThat(AgentErrorReader.canAnotherAnswer(noToken)).isFalse();
    assertThat(AgentErrorReader.canAnotherAnswer(busy)).isTrue();
    assertThat(AgentErrorReader.canAnotherAnswer(notFound)).isFalse();
    assertThat(AgentErrorReader.isTransient(notFound)).isFalse();
    assertThat(AgentErrorReader.isTransient(new IllegalStateException("bug"))).isFalse();
  }

  @Test
  void asksAnotherAgentWhileThisOneLimitsItsRequests() {
    ManualTime time = ManualTime.startingAt(NOW);
    RateLimitPause pause = new RateLimitPause("agent", time);
    pause.onLimited(pause.enter(), Optional.empty());
    for (Throwable limit :
        List.of(
            catchThrowable(() -> outcome(429, "busy", Headers.EMPTY, true)),
            catchThrowable(pause::enter),
            requireNonNull(pause.refusal()))) {
      assertThat(limit).isInstanceOf(RateLimitedException.class);
      assertThat(AgentErrorReader.canAnotherAnswer(limit)).isTrue();
      assertThat(AgentErrorReader.countsAgainstHost(limit)).isFalse();
      assertThat(AgentErrorReader.isTransient(limit)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"299, false", "300, true", "399, true", "400, false"})
  void followsNoRedirect(int status, boolean redirect) {
    assertThatThrownBy(() -> outcome(status, "moved", Headers.EMPTY, true))
        .message()
        .satisfies(
            text -> assertThat(text.contains("redirects are not followed")).isEqualTo(redirect));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7|7",
        "7, 7|7",
        "1.5|2",
        "Thu, 26 Nov 2026 05:00:30 GMT|30",
        "0|0",
        "soon|-1",
        "-5|-1",
        "9999999999|-1",
      })
  void usesRetryAfterAsTheReset(String text, long seconds) {
    assertThatThrownBy(() -> outcome(429, "", Headers.of("Retry-After", text), true))
        .isInstanceOfSatisfying(
            RateLimitedException.class,
            e -> assertThat(e.reset().map(Duration::toSeconds).orElse(-1L)).isEqualTo(seconds));
  }

  @Test
  void usesTheStatusIfTheBodyCannotBeRead() {
    for (int status : new int[] {401, 403, 429, 500, 503}) {
      BufferedSource broken = Okio.buffer(new BrokenSource());
      AgentStatus said = AgentStatus.read(broken, List.of());
      assertThat(said).isEqualTo(new AgentStatus("half a word", false));
      assertThatThrownBy(() -> errors(status, true).outcome(Headers.EMPTY, said, NOW))
          .isInstanceOf(MetricSourceException.class)
          .hasMessageContaining(status + ": half a word");
    }
  }

  /** Breaks off after some bytes. */
  private static final class BrokenSource extends ForwardingSource {

    private boolean begun;

    BrokenSource() {
      super(new Buffer());
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      if (begun) {
        throw new IOException("gzip finished without exhausting source");
      }
      begun = true;
      sink.writeUtf8("half a word");
      return 11;
    }
  }
}
