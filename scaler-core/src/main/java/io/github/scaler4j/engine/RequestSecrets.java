package io.github.scaler4j.engine;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.Request;

/** What a request carries that no message may show. */
public final class RequestSecrets {

  private static final Set<String> PUBLIC = Set.of("accept", "user-agent");

  private RequestSecrets() {}

  /**
   * Finds the secrets of a request as a source builds it.
   *
   * @param request the request; each of its headers but {@code Accept} and {@code User-Agent} holds
   *     a secret
   * @return the headers' values, and each without the scheme that {@code Authorization} begins with
   */
  public static List<String> of(Request request) {
    return request.headers().names().stream()
        .filter(name -> !PUBLIC.contains(name.toLowerCase(Locale.ROOT)))
        .flatMap(name -> request.headers(name).stream())
        .flatMap(value -> Stream.of(value, value.substring(value.lastIndexOf(' ') + 1)))
        .toList();
  }
}
