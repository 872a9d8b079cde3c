package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.fixtures.ReusableSockets;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.NoData;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.QueryAggregator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatadogApiSourceTest {

  private final ManualTime time = ManualTime.startingAt(Instant.ofEpochSecond(1_670_241_600));
  private final MockWebServer server = new MockWebServer();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private DatadogApiSource source;

  @BeforeEach
  void start() throws IOException {
    server.setServerSocketFactory(ReusableSockets.create());
    server.start();
    source =
        DatadogApiSource.create(
            SourceContext.builder(time, scheduler, Runnable::run).build(),
            DatadogApiOptions.builder()
                .endpoint(server.url("/").uri())
                .bodyCap(100_000)
                .freshFor(Duration.ZERO)
                .batching(false)
                .retries(0)
                .build());
  }

  @AfterEach
  void stop() {
    source.close();
    source.close();
    scheduler.shutdownNow();
    server.close();
  }

  private void answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  private CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger) {
    return source.fetch(trigger, Deadline.in(trigger.timeout(), time));
  }

  private static Throwable fault(CompletableFuture<MetricAnswer> future) {
    CompletionException e = catchThrowableOfType(CompletionException.class, future::join);
    return requireNonNull(e.getCause());
  }

  @Test
  void readsTheLastPointOverASocket() throws InterruptedException {
    answer(200, "{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1670241590000,13.799]]}]}");
    MetricAnswer answer = fetch(trigger(query("avg:nginx{*}"))).join();
    assertThat(answer)
        .isEqualTo(
            MetricAnswer.of(
                new Sample(13.799, Instant.ofEpochSecond(1_670_241_590)),
                time.now(),
                time.nanoTime()));
    RecordedRequest request = server.takeRequest();
    assertThat(request.getTarget())
        .isEqualTo("/api/v1/query?from=1670241510&to=1670241600&query=avg%3Anginx%7B%2A%7D");
    assertThat(request.getHeaders().get("dd-api-key")).isEqualTo(Triggers.API_KEY);
    assertThat(request.getHeaders().get("dd-application-key")).isEqualTo(Triggers.APP_KEY);
  }

  @Test
  void aggregatesWithTheTriggersOwnRules() {
    ApiTrigger trigger =
        trigger(
            query("a{*},b{*}", 1, 2), Optional.of(QueryAggregator.AVERAGE), OptionalDouble.of(0));
    answer(
        200,
        "{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1,5],[2,null],[3,7]],\"query_index\":0}]}");
    assertThat(fetch(trigger).join().outcome()).isEqualTo(new Sample(2.5, Instant.ofEpochMilli(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|{\"status\":\"error\",\"error\":\"unable to parse x\"}|QueryRejectedException",
        "200|{\"status\":\"ok\",\"series\":[{},{}]}|QueryRejectedException",
        "200|{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1,2|UnexpectedResponseException",
        "200|hello|UnexpectedResponseException",
        "200|{}|UnexpectedResponseException",
        "200|null|UnexpectedResponseException",
        "200|[]|UnexpectedResponseException",
        "200|<html>Sign in</html>|UnexpectedResponseException",
        "200|{\"message\":\"Forbidden\"}|UnexpectedResponseException",
        "200|{\"errors\":[\"Forbidden\"]}|UnexpectedResponseException",
        "200|{\"series\":[{\"pointlist\":[[1,5]]}]}|UnexpectedResponseException",
        "200|{\"status\":\"ok\",\"error\":\"a\",\"series\":[{\"pointlist\":[[1,5]]}]}|UnexpectedResponseException",
        "200|{\"status\":\"error\",\"error\":\"Query timed out\"}|UnexpectedResponseException",
        "200|''|UnexpectedResponseException",
        "200|{\"series\":[{\"pointlist\":[[1,\"5\"]]}]}|UnexpectedResponseException",
        "301|''|UnexpectedResponseException",
        "400|{\"errors\":[\"bad\"]}|UnexpectedResponseException",
        "400|{\"errors\":[\"Invalid query\"]}|QueryRejectedException",
        "401|{\"errors\":[\"Unauthorized\"]}|AuthorizationException",
        "403|{\"errors\":[\"Forbidden\"]}|AuthorizationException",
        "404|''|UnexpectedResponseException",
        "414|''|QueryRejectedException",
        "429|''|RateLimitedException",
        "500|''|UnexpectedResponseException",
        "502|<html>|UnexpectedResponseException",
      })
  void failsInSpiteOfAFill(int status, String body, String exception) {
    answer(status, body);
    ApiTrigger filled = trigger(query("a{*}"), Optional.empty(), OptionalDouble.of(1.5));
    Throwable fault = fault(fetch(filled));
    assertThat(fault.getClass().getSimpleName()).isEqualTo(exception);
    assertThat(fault).hasMessageNotContaining("key-0123456789");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "422|''",
        "422|{\"errors\":[\"unprocessable\"]}",
        "200|{\"status\":\"ok\"}",
        "200|{\"status\":\"ok\",\"series\":[]}",
        "200|{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1]]}]}",
      })
  void returnsNoDataAsAnOutcome(int status, String body) {
    answer(status, body);
    assertThat(fetch(trigger(query("a{*}"))).join().outcome()).isInstanceOf(NoData.class);
  }

  @Test
  void failsWhenABodyBreaksOff() {
    server.enqueue(
        new MockResponse.Builder()
            .body("{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1,70]]}]}")
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    assertThat(fault(fetch(trigger(query("a{*}"))))).isInstanceOf(TransportException.class);
  }

  @Test
  void refusesATriggerOfAnotherKind() {
    assertThat(source.supports(trigger(query("a{*}")))).isTrue();
    ClusterAgentTrigger other =
        (ClusterAgentTrigger)
            DatadogTrigger.parse(ExampleTriggers.clusterAgent("default", "nginx-hits").build());
    assertThat(source.supports(other)).isFalse();
    assertThatThrownBy(() -> fetch(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("trigger: ");
  }

  @Test
  void failsFetchesOnceClosed() {
    source.close();
    assertThat(fault(fetch(trigger(query("a{*}"))))).isInstanceOf(TransportException.class);
  }
}
