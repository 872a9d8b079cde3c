package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
          new HttpExchange(client, BODY_CAP, context, new SourceEvents(context)), context, 35);

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
        Triggers.account(trigger(query("a{*}")), options),
        "account",
        queries,
        false,
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
    // Every answer reports the budget.
    assertThat(reply.limits().remaining()).hasValue(7);
    return reply;
  }

  private Reply.Refused refused(int status, String body, DatadogQuery... queries) {
    return (Reply.Refused) reply(status, body, queries);
  }

  @Test
  void splitsABatchByIndex() {
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
  void refusesABatchWithAWrongIndex(String index) {
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
  void needsNoIndexForASingleQuery() {
    Reply reply =
        reply(
            200,
            "{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1,1]]},{\"query_index\":9,\"pointlist\":[[1,2]]}]}",
            query("odd(", 0, 0));
    assertThat(((Reply.Answered) reply).series())
        .containsExactly(List.of(new Series(-1, 1, 1), new Series(9, 2, 1)));
  }

  @Test
  void refusesToBatchAnUncountableQuery() {
    assertThatThrownBy(
            () -> send(List.of(query("odd(", 0, 0), query("a{*}")), Duration.ofSeconds(30)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|{\"errors\":[\"Queries ending outside the retention date are invalid\"]}|date are "
            + "invalid",
        "400|{\"errors\":[\"Error parsing query\",\"at 1\"]}|Error parsing query; at 1",
        "414|''|too long",
        "413|''|too long",
        "431|<html>|too long",
        "200|{\"status\":\"error\",\"error\":\"Rule 'scope_expr'\\ndidn't match\"}|scope_expr' "
            + "didn't match",
        "406|{\"status\":\"error\",\"error\":\"Error parsing query\"}|Error parsing query",
        "500|{\"status\":\"error\",\"error\":\"Error parsing query\"}|Error parsing query",
      })
  void quotesWhyAQueryIsRefused(int status, String body, String words) {
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
  void blamesTheAccountForRefusedKeys(int status, String body, String words) {
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
  void reportsTheRateLimitOfTheHeaders(String body) {
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
        "400|{\"errors\":[\"the moon is full\"]}",
        "400|<p>Error parsing query</p>",
        "400|''",
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
  void reportsOtherAnswersAsUnexpected(int status, String body) {
    Reply.Refused refused = refused(status, body, SINGLE);
    assertThat(refused.fault())
        .isInstanceOfSatisfying(
            UnexpectedResponseException.class, e -> assertThat(e.status()).isEqualTo(status));
    assertThat(refused.queriesAtFault()).isFalse();
  }

  @Test
  void doesNotCountA422AsAFault() {
    assertThat(reply(422, "{\"errors\":[\"try\\u0007 again\"]}", SINGLE))
        .isInstanceOfSatisfying(
            Reply.Unprocessable.class, u -> assertThat(u.reason()).endsWith("(422): try again"));
  }

  @Test
  void cutsLongBodiesButKeepsTheirStatus() {
    String words = "w".repeat(100_000);
    assertThat(refused(400, "{\"errors\":[\"" + words + "\"]}", SINGLE).fault().getMessage())
        .hasSizeLessThan(700);
    String page = "<p>".repeat(200_000);
    assertThat(refused(403, page, SINGLE).fault()).isInstanceOf(AuthorizationException.class);
    assertThat(refused(200, "{\"x\":\"" + page + "\"}", SINGLE).fault())
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("longer than " + BODY_CAP + " bytes");
  }

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"errors\":[{\"title\":\"Bad Request\",\"detail\":\"no such metric\"}]}|Bad Request: "
            + "no such",
        "{\"errors\":[{\"detail\":\"no such metric\"},{\"title\":\"t\"}]}|no such metric; t",
        "{\"error\":{\"message\":\"no such metric\"}}|no such metric",
        "{\"message\":\"no such metric\"}|no such metric",
        "{\"errors\":\"no such\\nmetric\"}|no such metric",
        "{\"reason\":\"no such metric\"}|{\"reason\":\"no such metric\"}",
        "no such metric|no such metric",
        "<html><head><title>503 Busy</title></head><body>later</body></html>|503 Busy later",
        "{\"errors\":[\"no such metric\"|no such metric",
        "{\"errors\":[\"no such metric\"],\"errors\":[\"x\"]}|no such metric",
      })
  void keepsDatadogsWordsInAnyShape(String body, String words) {
    for (int status : new int[] {400, 403, 404, 429, 503}) {
      assertThat(refused(status, body, SINGLE).fault()).hasMessageContaining(": " + words);
    }
  }

  /** The answer of a gateway that echoes the headers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errors\":[\"DD-API-KEY: API_KEY, DD-APPLICATION-KEY: APP_KEY\"]}",
        "{\"errors\":[{\"title\":\"API_KEY\",\"detail\":\"APP_KEY\"}]}",
        "{\"message\":\"API_KEY\"}",
        "{\"headers\":{\"DD-API-KEY\":\"API_KEY\"}}",
        "<p>API_KEY</p><b>APP_KEY</b>",
        "API_KEY",
        "{\"status\":\"API_KEY\"}",
        "{\"status\":\"error\",\"error\":\"Error parsing query: API_KEY\"}",
        "{\"status\":\"ok\",\"series\":[{\"query_index\":\"API_KEY\"}]}",
        "{API_KEY",
      })
  void hidesAKeyThatComesBack(String echo) {
    String body = echo.replace("API_KEY", Triggers.API_KEY).replace("APP_KEY", Triggers.APP_KEY);
    for (int status : new int[] {200, 400, 401, 403, 404, 422, 429, 503}) {
      server.enqueue(
          new MockResponse.Builder()
              .code(status)
              .addHeader("X-RateLimit-Name", Triggers.API_KEY)
              .body(body)
              .build());
      Reply reply = send(List.of(SINGLE), Duration.ofSeconds(30)).join();
      assertThat(reply.limits().name()).contains("***");
      String shown = reply.toString();
      if (reply instanceof Reply.Refused refused) {
        shown += stackTrace(refused.fault());
      }
      assertThat(shown).doesNotContain(Triggers.API_KEY).doesNotContain(Triggers.APP_KEY);
    }
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
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
