package io.github.scaler4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.Request;

/** Finds the values in a request that no message may show. */
public final class RequestSecrets {

  private static final Set<String> PUBLIC = Set.of("accept", "user-agent");

  private RequestSecrets() {}

  /**
   * Finds the secrets of a source's request.
   *
   * @param request the request; each of its headers but {@code Accept} and {@code User-Agent} holds
   *     a secret
   * @return the headers' values, and for {@code Authorization} also the value without its scheme
   */
  public static List<String> of(Request request) {
    List<String> secrets = new ArrayList<>();
    Headers headers = request.headers();
    for (int i = 0; i < headers.size(); i++) {
      if (!PUBLIC.contains(headers.name(i).toLowerCase(Locale.ROOT))) {
        String value = headers.value(i);
        secrets.add(value);
        secrets.add(value.substring(value.lastIndexOf(' ') + 1));
      }
    }
    return secrets;
  }
}
