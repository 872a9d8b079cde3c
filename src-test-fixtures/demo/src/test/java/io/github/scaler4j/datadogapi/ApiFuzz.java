package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.MalformedBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.Headers;
import okio.Buffer;

/** Gives fuzzers access to this package. */
public final class ApiFuzz {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> HEADERS =
      List.of(
          "X-RateLimit-Limit",
          "X-RateLimit-Period",
          "X-RateLimit-Remaining",
          "X-RateLimit-Reset",
          "Retry-After",
          "Date",
          "X-RateLimit-Name");
  private static final int[] STATUSES = {200, 301, 400, 401, 403, 404, 408, 413, 422, 429, 500};

  private ApiFuzz() {}

  /** Decodes a body of series, or refuses it. */
  public static void decode(byte[] body) throws IOException {
    try {
      SeriesBody decoded =
          SeriesDecoder.decode(new ByteArrayInputStream(body), new int[] {0, 1}, false);
      decoded.series().forEach(Series::value);
    } catch (MalformedBodyException e) {
      // Not Datadog's.
    }
  }

  /** Finds the reply to any refusal's body. */
  public static void refuse(byte[] body) {
    ErrorBody words = ErrorBody.read(new Buffer().write(body));
    int status = STATUSES[body.length % STATUSES.length];
    DatadogErrors errors = new DatadogErrors("api.test", status, RateLimitHeaders.NONE, List.of());
    Reply reply =
        status == 200 ? errors.noAnswer(words.words()) : errors.notOk(words, Optional.empty());
    if (reply.toString().length() > 3_000) {
      throw new AssertionError("a message of " + reply.toString().length() + " characters");
    }
  }

  /** Reads one line per header, with any text. */
  public static void headers(String lines) {
    Headers.Builder headers = new Headers.Builder();
    String[] values = lines.split("\n", -1);
    for (int i = 0; i < values.length && i < 2 * HEADERS.size(); i++) {
      headers.addUnsafeNonAscii(
          HEADERS.get(i % HEADERS.size()), values[i].replaceAll("[\\x00-\\x1f\\x7f]", ""));
    }
    var unused = RateLimitHeaders.of(headers.build(), NOW);
  }
}
