package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.BrokenBodies;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import okhttp3.Headers;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** Refusals and headers as broken by gateways and lines: each ends in a reply. */
class BrokenRefusalsTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Instant NOW = Instant.parse("2026-11-26T05:00:00Z");

  @Test
  void keepsEveryReplyShortAndFreeOfKeys() {
    String[] bodies = {
      "{\"status\":\"error\",\"code\":403,\"errors\":[\"Forbidden\"],\"email\":\"support@datadoghq.com\"}",
      "{\"errors\":[{\"status\":\"400\",\"title\":\"Bad Request\",\"detail\":\"key "
          + KEY
          + "\"}]}",
      "{\"error\":{\"message\":[\"a\",{\"title\":\"" + KEY + "\"}]},\"errors\":[[],[\"\\u00e9\"]]}",
      "{\"status\":\"error\",\"error\":\"Error parsing query: unable to parse avg:x{\"}",
      "<html><head><style>a > b</style></head><!-- x --><body>" + KEY + "</body></html>",
      "DD-API-KEY: " + KEY,
      "{\"message\":\"" + "\\n".repeat(200) + KEY + "\"}",
    };
    int[] statuses = {204, 302, 400, 401, 403, 404, 408, 413, 414, 422, 429, 431, 500, 503};
    BrokenBodies broken = BrokenBodies.of(new Random(9));
    for (int i = 0; i < 20_000; i++) {
      int status = statuses[i % statuses.length];
      DatadogErrors errors =
          new DatadogErrors("datadog.test", status, RateLimitHeaders.NONE, List.of(KEY));
      Buffer bytes = new Buffer().write(broken.next(bodies[i % bodies.length]));
      Reply reply = errors.notOk(ErrorBody.read(bytes), Optional.empty());
      String message =
          reply instanceof Reply.Refused refused
              ? String.valueOf(refused.fault().getMessage())
              : ((Reply.Unprocessable) reply).reason();
      assertThat(message)
          .startsWith("datadog.test ")
          .hasSizeLessThan(800)
          .doesNotContain(KEY)
          .doesNotContain("\n");
    }
  }

  @Test
  void readsNoNumberOutOfRange() {
    Random random = new Random(10);
    String[] seeds = {
      "7", "7, 7", "\"1600\"", "1795669230", "Thu, 26 Nov 2026 05:00:30 GMT", "3.5"
    };
    BrokenBodies broken = BrokenBodies.of(new Random(11));
    int reported = 0;
    for (int i = 0; i < 20_000; i++) {
      Headers.Builder headers = new Headers.Builder();
      for (String name : List.of("X-RateLimit-Limit", "X-RateLimit-Period", "Retry-After")) {
        String seed = seeds[random.nextInt(seeds.length)];
        headers.addUnsafeNonAscii(name, random.nextInt(4) == 0 ? seed : text(broken.next(seed)));
      }
      RateLimitHeaders limits = RateLimitHeaders.of(headers.build(), NOW);
      reported += inRange(limits.limit(), 1, 1_000_000_000) ? 1 : 0;
      reported += inRange(limits.periodSeconds(), 1, 31 * 86_400) ? 1 : 0;
      reported += inRange(limits.retryAfterSeconds(), 0, 31 * 86_400) ? 1 : 0;
    }
    assertThat(reported).isBetween(5_000, 55_000);
  }

  /** As one header line, without line breaks. */
  private static String text(byte[] bytes) {
    return new Buffer().write(bytes).readUtf8().replaceAll("[\\r\\n\\x00]", "");
  }

  private static boolean inRange(OptionalLong number, long least, long most) {
    number.ifPresent(value -> assertThat(value).isBetween(least, most));
    return number.isPresent();
  }
}
