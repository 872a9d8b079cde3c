package io.github.scaler4j.engine;

import java.util.ArrayList;
import java.util.List;
import okhttp3.Headers;
import okhttp3.Request;

/** Finds the values in a request that no message may show. */
public final class RequestSecrets {

  private static final List<String> PUBLIC = List.of("Accept", "User-Agent");

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
      if (!isPublic(headers.name(i))) {
        String value = headers.value(i);
        int scheme = value.lastIndexOf(' ');
        secrets.add(value);
        if (scheme >= 0) {
          secrets.add(value.substring(scheme + 1));
        }
      }
    }
    return secrets;
  }

  private static boolean isPublic(String header) {
    for (String name : PUBLIC) {
      if (name.equalsIgnoreCase(header)) {
        return true;
      }
    }
    return false;
  }
}
