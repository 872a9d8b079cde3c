package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.UnexpectedResponseException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fault that an answer without series means, and whether its queries are to blame. */
class QueryExchangeRefusalTest extends QueryExchangeFixture {

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
}
