package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.fault;
import static io.github.scaler4j.datadogapi.TestSource.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.source.MetricAnswer;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers that join a request which has less time than themselves. */
class LaterReadersTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final Duration LATER = Duration.ofMillis(100);

  private final TestSource lane = new TestSource(DatadogApiOptions.builder().retries(0).build());

  /** Answers that would be the same if the request had more time. */
  static Stream<Arguments> finalAnswers() {
    return Stream.of(
        argumentSet("301", DatadogAnswer.page(301)),
        argumentSet("400", DatadogAnswer.error(400, "bad")),
        argumentSet("401", DatadogAnswer.error(401, "Unauthorized")),
        argumentSet("403", DatadogAnswer.error(403, "Forbidden")),
        argumentSet("404", DatadogAnswer.page(404)),
        argumentSet("429", DatadogAnswer.of(429, "")),
        argumentSet("429 for a second", DatadogAnswer.of(429, "").header("Retry-After", "1")),
        argumentSet("200, a page", DatadogAnswer.page(200)),
        argumentSet("200, cut", DatadogAnswer.of(200, "{\"status\":\"ok\",\"series\":[{")),
        argumentSet("200, timed out", DatadogAnswer.errorWith200("Query timed out")));
  }

  /** The same, where the query itself is at fault. */
  static Stream<Arguments> refusalsOfAQuery() {
    return Stream.of(
        argumentSet("400 by Datadog", DatadogAnswer.error(400, "Error parsing query")),
        argumentSet("414", DatadogAnswer.page(414)),
        argumentSet("422", DatadogAnswer.error(422, "unprocessable")),
        argumentSet("200, not parsed", DatadogAnswer.errorWith200("Error parsing query")));
  }

  static Stream<Arguments> allFinalAnswers() {
    return Stream.concat(finalAnswers(), refusalsOfAQuery());
  }

  private void isAskedOnce(
      CompletableFuture<MetricAnswer> first, CompletableFuture<MetricAnswer> later) {
    assertThat(first).isDone();
    assertThat(later).isDone();
    lane.time.advance(TIMEOUT);
    assertThat(lane.datadog.requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("allFinalAnswers")
  void endWithTheAnswer(DatadogAnswer answer) {
    CompletableFuture<MetricAnswer> first = lane.read(1);
    lane.time.advance(LATER);
    CompletableFuture<MetricAnswer> later = lane.read(1);
    lane.datadog.call().call().answer(answer);
    isAskedOnce(first, later);
  }

  @ParameterizedTest
  @MethodSource("finalAnswers")
  void endWithTheAnswerToSeveralQueries(DatadogAnswer answer) {
    CompletableFuture<MetricAnswer> first = lane.read(1);
    CompletableFuture<MetricAnswer> neighbour = lane.read(2);
    lane.time.advance(LATER);
    CompletableFuture<MetricAnswer> later = lane.read(1);
    lane.datadog.call().call().answer(answer);
    assertThat(neighbour).isDone();
    isAskedOnce(first, later);
  }

  @Test
  void endWithACertificateThatIsNotTrusted() {
    CompletableFuture<MetricAnswer> first = lane.read(1);
    lane.time.advance(LATER);
    CompletableFuture<MetricAnswer> later = lane.read(1);
    IOException fault = new SSLHandshakeException("no path to a trust anchor");
    fault.initCause(new CertificateException("no path to a trust anchor"));
    lane.datadog.call().fail(fault);
    isAskedOnce(first, later);
  }

  @Test
  void getTheLastValueWithTheAnswer() {
    lane.prime(1, 2);
    lane.time.advance(Duration.ofSeconds(20));
    CompletableFuture<MetricAnswer> first = lane.read(1);
    lane.time.advance(LATER);
    CompletableFuture<MetricAnswer> later = lane.read(1);
    lane.datadog.call().answer(403, "");
    assertThat(value(first)).isEqualTo(1);
    assertThat(value(later)).isEqualTo(1);
    assertThat(later.join().staleCause()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void areAskedForOnceMoreAfterATransientFault(int status) {
    CompletableFuture<MetricAnswer> first = lane.read(1);
    lane.time.advance(LATER);
    CompletableFuture<MetricAnswer> later = lane.read(1);
    lane.datadog.call().answer(status, "");
    assertThat(fault(first)).hasMessageContaining("(" + status + ")");
    isAskedAgain(later);
  }

  @Test
  void areAskedForOnceMoreAfterABrokenConnection() {
    CompletableFuture<MetricAnswer> first = lane.read(1);
    lane.time.advance(LATER);
    CompletableFuture<MetricAnswer> later = lane.read(1);
    lane.datadog.call().fail(new IOException("reset"));
    assertThat(fault(first)).isInstanceOf(TransportException.class);
    isAskedAgain(later);
  }

  @Test
  void areAskedForOnceMoreAfterATimeout() {
    CompletableFuture<MetricAnswer> first = lane.read(1);
    lane.time.advance(LATER);
    CompletableFuture<MetricAnswer> later = lane.read(1);
    lane.time.advance(TIMEOUT.minus(LATER));
    assertThat(fault(first)).isInstanceOf(TransportException.class);
    // The request left that much after its reader's wish, and has three seconds.
    lane.linger();
    isAskedAgain(later);
  }

  private void isAskedAgain(CompletableFuture<MetricAnswer> later) {
    assertThat(later).isNotDone();
    lane.linger();
    lane.datadog.call().answer();
    assertThat(value(later)).isEqualTo(1);
    assertThat(lane.datadog.requests()).isEqualTo(2);
  }
}
