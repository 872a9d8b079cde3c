package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.fixtures.ReusableSockets;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An exchange with a server on loopback that plays Datadog. */
@Execution(ExecutionMode.CONCURRENT)
abstract class QueryExchangeFixture {

  static final long BODY_CAP = 200_000;
  static final DatadogQuery SINGLE = query("a{*}");

  final MockWebServer server = new MockWebServer();
  private final OkHttpClient client = HttpClients.newClient().build();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final SourceContext context =
      SourceContext.builder(TimeSource.system(), scheduler, Runnable::run).build();
  private final QueryExchange exchange =
      new QueryExchange(
          new HttpExchange(client, BODY_CAP, context, new SourceEvents(context)), context, 35);

  @BeforeEach
  void start() throws IOException {
    server.setServerSocketFactory(ReusableSockets.create());
    server.start();
  }

  @AfterEach
  void stop() {
    HttpClients.close(client);
    scheduler.shutdownNow();
    server.close();
  }

  CompletableFuture<Reply> send(List<DatadogQuery> queries, Duration timeout) {
    DatadogApiOptions options = DatadogApiOptions.builder().endpoint(server.url("/").uri()).build();
    return exchange.send(
        Triggers.account(trigger(query("a{*}")), options),
        "account",
        queries,
        false,
        Deadline.in(timeout, TimeSource.system()));
  }

  /** Enqueues an answer, and returns what the exchange makes of it. */
  Reply reply(int status, String body, DatadogQuery... queries) {
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

  Reply.Refused refused(int status, String body, DatadogQuery... queries) {
    return (Reply.Refused) reply(status, body, queries);
  }
}
