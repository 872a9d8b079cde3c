package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryExchangeTest {

  private static final long BODY_CAP = 200_000;
  private static final DatadogQuery SINGLE = query("a{*}");

  private final MockWebServer server = new MockWebServer();
  private final OkHttpClient client = HttpClients.newClient().build();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final SourceContext context =
      SourceContext.builder(TimeSource.system(), scheduler, Runnable::run).build();
  private final QueryExchange exchange =
      new QueryExchange(
          new HttpExchange(client, BODY_CAP, context, new SourceEvents(context)),
          TimeSource.system(),
          35);

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    HttpClients.close(client);
    scheduler.shutdownNow();
    server.close();
  }

  private CompletableFuture<Reply> send(List<DatadogQuery> queries, Duration timeout) {
    DatadogApiOptions options = DatadogApiOptions.builder().endpoint(server.url("/").uri()).build();
    return exchange.send(
        new Accounts(options.endpoint()).of(trigger(query("a{*}"))),
        queries,
        Deadline.in(timeout, TimeSource.system()));
  }

  private Reply reply(int status, String body, DatadogQuery... queries) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("X-RateLimit-Remaining", "7")
            .addHeader("X-RateLimit-Reset", "60")
            .body(body)
            .build());
    Reply reply = send(List.of(queries), Duration.ofSeconds(30)).join();
    // Every answer tells of the budget, whatever else it says.
    assertThat(reply.limits().remaining()).hasValue(7);
    return reply;
  }

  private Reply.Refused refused(int status, String body, DatadogQuery... queries) {
    return (Reply.Refused) reply(status, body, queries);
  }

  @Test
  void aBatchIsTakenApartByIndex() {
    Reply reply =
        reply(
            200,
            """
            {"status":"ok","series":[
              {"pointlist":[[1,30],[2,31]],"query_index":3},
              {"pointlist":[[1,20],[2,21]],"query_index":2},
              {"pointlist":[[1,10],[2,11]],"query_index":1},
              {"pointlist":[[1,12],[2,13]],"query_index":1}]}""",
            query("a{*}"),
            query("b{*},c{*}", 1, 2),
            query("d{*}"),
            query("e{*}"));
    assertThat(((Reply.Answered) reply).series())
        .containsExactly(
            List.of(),
            List.of(new Series(1, 20, 1), new Series(0, 10, 1), new Series(0, 12, 1)),
            List.of(new Series(0, 31, 2)),
            List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"query_index\":null,", "\"query_index\":-1,", "\"query_index\":2,"})
  void aBatchWithAnIndexThatMisfitsFailsClosed(String index) {
    Reply.Refused refused =
        refused(
            200,
            "{\"status\":\"ok\",\"series\":[{\"query_index\":0,\"pointlist\":[[1,1]]},{"
                + index
                + "\"pointlist\":[[1,1]]}]}",
            query("a{*}"),
            query("b{*}"));
    assertThat(refused.queriesAtFault()).isTrue();
    assertThat(refused.fault())
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("query_index");
  }

  @Test
  void aSingleQueryNeedsNoIndex() {
    Reply reply =
        reply(
            200,
            "{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1,1]]},{\"query_index\":9,\"pointlist\":[[1,2]]}]}",
            query("odd(", 0, 0));
    assertThat(((Reply.Answered) reply).series())
        .containsExactly(List.of(new Series(-1, 1, 1), new Series(9, 2, 1)));
  }

  @Test
  void aQueryThatCannotBeCountedIsNotBatched() {
    assertThatThrownBy(
            () -> send(List.of(query("odd(", 0, 0), query("a{*}")), Duration.ofSeconds(30)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|{\"errors\":[\"Queries ending outside\",\"the retention\"]}|Queries ending outside;",
        "414|''|too long",
        "413|''|too long",
        "431|<html>|too long",
        "200|{\"status\":\"error\",\"error\":\"Rule 'scope_expr'\\ndidn't match\"}|scope_expr' didn't match",
        "406|{\"status\":\"error\",\"error\":\"Error parsing query\"}|Error parsing query",
        "500|{\"status\":\"error\",\"error\":\"Error parsing query\"}|Error parsing query",
      })
  void aRefusedQueryIsQuoted(int status, String body, String words) {
    Reply.Refused refused = refused(status, body, SINGLE);
    assertThat(refused.fault())
        .isInstanceOf(QueryRejectedException.class)
        .hasMessageContaining(words);
    assertThat(refused.queriesAtFault()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|{\"errors\":[\"Unauthorized\"]}|Unauthorized",
        "403|{\"status\":\"error\",\"code\":403,\"errors\":[\"Forbidden\"]}|Forbidden",
        "403|{\"status\":\"error\",\"error\":\"nope\"}|nope",
        "403|<html>|403",
      })
  void refusedKeysAreTheAccounts(int status, String body, String words) {
    Reply.Refused refused = refused(status, body, SINGLE);
    assertThat(refused.fault())
        .isInstanceOfSatisfying(
            AuthorizationException.class,
            e -> {
              assertThat(e.status()).isEqualTo(status);
              assertThat(e.refusal())
                  .isEqualTo(AuthorizationException.Refusal.DATADOG_REFUSED_KEYS);
            })
        .hasMessageContaining(words)
        .hasMessageContaining("appKey");
    assertThat(refused.queriesAtFault()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{\"status\":\"error\",\"code\":429,\"errors\":[\"Too many requests\"]}", "x"})
  void aRateLimitCarriesTheHeaders(String body) {
    Reply.Refused refused = refused(429, body, SINGLE);
    assertThat(refused.fault())
        .isInstanceOfSatisfying(
            RateLimitedException.class,
            e -> {
              assertThat(e.remaining()).hasValue(7);
              assertThat(e.reset()).hasValue(Duration.ofSeconds(60));
              assertThat(e.limit()).isEmpty();
            })
        .hasMessageContaining("reset in 60 s");
    assertThat(refused.queriesAtFault()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "204|''",
        "302|''",
        "404|''",
        "408|''",
        "500|{\"status\":\"error\",\"code\":500,\"errors\":[\"Internal\"]}",
        "502|<html>",
        "500|{\"status\":\"error\",\"error\":\"Query timed out\"}",
        "502|<p>Error parsing query</p>",
        "400|{\"errors\":[\"Query timed out\"]}",
        "200|{\"status\":\"error\",\"error\":\"Query timed out\"}",
        "200|{\"status\":\"error\",\"error\":\"the moon is full\"}",
        "200|{\"errors\":[\"Forbidden\"]}",
        "200|{\"message\":\"Forbidden\"}",
        "200|{}",
        "200|''",
        "200|null",
        "200|[]",
        "200|<html>",
        "503|''",
        "200|hello",
        "200|{\"series\":[{\"pointlist\":[[1,\"5\"]]}]}",
      })
  void anythingElseIsUnexpected(int status, String body) {
    Reply.Refused refused = refused(status, body, SINGLE);
    assertThat(refused.fault())
        .isInstanceOfSatisfying(
            UnexpectedResponseException.class, e -> assertThat(e.status()).isEqualTo(status));
    assertThat(refused.queriesAtFault()).isFalse();
  }

  @Test
  void unprocessableIsNoFault() {
    assertThat(reply(422, "{\"errors\":[\"try\\u0007 again\"]}", SINGLE))
        .isInstanceOfSatisfying(
            Reply.Unprocessable.class, u -> assertThat(u.reason()).endsWith("(422): try again"));
  }

  @Test
  void wordsAreCutAndABodyBeyondTheCapKeepsItsStatus() {
    String words = "w".repeat(100_000);
    assertThat(refused(400, "{\"errors\":[\"" + words + "\"]}", SINGLE).fault().getMessage())
        .hasSizeLessThan(700);
    String page = "<p>".repeat(200_000);
    assertThat(refused(403, page, SINGLE).fault()).isInstanceOf(AuthorizationException.class);
    assertThat(refused(200, "{\"x\":\"" + page + "\"}", SINGLE).fault())
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("longer than " + BODY_CAP + " bytes");
  }

  @Test
  void noAnswerInTimeIsATransportFault() {
    server.enqueue(
        new MockResponse.Builder().headersDelay(20, java.util.concurrent.TimeUnit.SECONDS).build());
    CompletableFuture<Reply> late = send(List.of(SINGLE), Duration.ofMillis(50));
    assertThatThrownBy(late::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(TransportException.class)
        .hasMessageContaining("50 ms");
  }
}
