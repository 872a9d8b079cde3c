package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.TransportException;
import okhttp3.Request;

/** Puts the keys into a request's headers, and nowhere else. */
final class KeyHeaders {

  private KeyHeaders() {}

  /**
   * Adds the keys of an account.
   *
   * @throws InvalidTriggerException if a key does not fit into a header
   * @throws TransportException if a key is not available
   */
  static void add(Request.Builder request, Account account) {
    request.header("DD-API-KEY", value("apiKey", account.apiKey()));
    request.header("DD-APPLICATION-KEY", value("appKey", account.appKey()));
  }

  private static String value(String parameter, Credential credential) {
    String key = credential.ask(parameter).reveal();
    // OkHttp checks as well, but its message would show the key.
    if (key.isBlank() || !isPrintable(key)) {
      throw InvalidTriggerException.of(
          parameter, "is blank or contains a character other than printable ASCII");
    }
    return key;
  }

  private static boolean isPrintable(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) < ' ' || key.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
