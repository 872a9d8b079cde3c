package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TestTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A refusal whose body goes on and on, without a long pause. */
@Timeout(60)
class SlowRefusalTest {

  private static final int PIECE = 65 * 1024;
  private static final int PIECES = 300;
  private static final int PAUSE_MILLIS = 100;

  /** The text ends at once; what follows it is of no use. */
  @Test
  void isNotReadToItsEnd() throws Exception {
    SourceContext context = new TestTime().context();
    OkHttpClient client = HttpClients.newClient().build();
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(
          new MockResponse.Builder()
              .code(403)
              .body("x".repeat(PIECE * PIECES))
              .throttleBody(PIECE, PAUSE_MILLIS, TimeUnit.MILLISECONDS)
              .build());
      CompletableFuture<String> exchange =
          new HttpExchange(client, Long.MAX_VALUE, context, new SourceEvents(context))
              .send(
                  new Request.Builder().url(server.url("/")).build(),
                  Deadline.in(Duration.ofHours(1), context.time()),
                  1,
                  1,
                  (status, headers, body) -> status + " " + RefusalText.read(body).length());
      assertThat(exchange.get(20, TimeUnit.SECONDS)).isEqualTo("403 65536");
    } finally {
      HttpClients.close(client);
    }
  }
}
