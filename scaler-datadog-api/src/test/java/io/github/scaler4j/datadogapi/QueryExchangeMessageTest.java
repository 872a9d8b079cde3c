package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.UnexpectedResponseException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message quotes of Datadog's words: the reason, no more than fits, and never a key. */
class QueryExchangeMessageTest extends QueryExchangeFixture {

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
  void quotesDatadogsWordsInAnyShape(String body, String words) {
    for (int status : new int[] {400, 403, 404, 429, 503}) {
      assertThat(refused(status, body, SINGLE).fault()).hasMessageContaining(": " + words);
    }
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
}
