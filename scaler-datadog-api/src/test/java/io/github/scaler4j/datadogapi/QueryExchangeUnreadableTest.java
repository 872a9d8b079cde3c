package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers whose body never comes whole. */
class QueryExchangeUnreadableTest extends QueryExchangeFixture {

  /** The ways in which a body can't be read. */
  static Stream<Arguments> unreadable() {
    return Stream.of(400, 403, 422, 429, 503)
        .flatMap(
            status ->
                Stream.of(
                    argumentSet(
                        status + ", cut off",
                        status,
                        unreadable(
                            answer ->
                                answer
                                    .body("{\"errors\":[\"Too many requests\",\"x\"]}")
                                    .onResponseBody(new SocketEffect.CloseStream()))),
                    argumentSet(
                        status + ", not gzip",
                        status,
                        unreadable(
                            answer -> answer.setHeader("Content-Encoding", "gzip").body("x"))),
                    argumentSet(
                        status + ", stalled",
                        status,
                        unreadable(answer -> answer.body("late").bodyDelay(1, TimeUnit.MINUTES))),
                    argumentSet(
                        status + ", stalled half-way",
                        status,
                        unreadable(
                            answer ->
                                answer
                                    .body("{\"errors\":[\"Too many")
                                    .throttleBody(5, 1, TimeUnit.MINUTES))),
                    argumentSet(
                        status + ", empty", status, unreadable(answer -> answer.body("")))));
  }

  private static UnaryOperator<MockResponse.Builder> unreadable(
      UnaryOperator<MockResponse.Builder> change) {
    return change;
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void usesTheStatusOfAnUnreadableBody(int status, UnaryOperator<MockResponse.Builder> broken) {
    server.enqueue(
        broken
            .apply(
                new MockResponse.Builder()
                    .code(status)
                    .addHeader("X-RateLimit-Remaining", "7")
                    .addHeader("Retry-After", "30"))
            .build());
    Reply reply = send(List.of(SINGLE), Duration.ofSeconds(30)).join();
    assertThat(reply.limits().remaining()).hasValue(7);
    assertThat(reply.limits().retryAfterSeconds()).hasValue(30);
    if (status == 422) {
      assertThat(reply).isInstanceOf(Reply.Unprocessable.class);
      return;
    }
    Reply.Refused refused = (Reply.Refused) reply;
    Map<Integer, Class<?>> faults =
        Map.of(
            400, UnexpectedResponseException.class,
            403, AuthorizationException.class,
            429, RateLimitedException.class,
            503, UnexpectedResponseException.class);
    assertThat(refused.fault()).isInstanceOf(faults.get(status));
    assertThat(refused.queriesAtFault()).isFalse();
  }

  @Test
  void failsWithoutAnAnswerInTime() {
    server.enqueue(new MockResponse.Builder().headersDelay(20, TimeUnit.SECONDS).build());
    CompletableFuture<Reply> late = send(List.of(SINGLE), Duration.ofMillis(50));
    assertThatThrownBy(late::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(TransportException.class)
        .hasMessageMatching(".*no complete answer within [1-5]?[0-9] ms");
  }
}
