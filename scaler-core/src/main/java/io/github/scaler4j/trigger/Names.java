package io.github.scaler4j.trigger;

import java.util.regex.Pattern;

/**
 * The names that become part of a request's address. What passes here needs no escaping, and can't
 * send a request elsewhere.
 */
final class Names {

  private static final String LOWER = "[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?";
  private static final String ANY_CASE = "[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?";
  private static final Pattern LABEL = Pattern.compile(LOWER);
  private static final Pattern OBJECT = Pattern.compile("[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?");
  private static final Pattern HOST = Pattern.compile(ANY_CASE + "(?:\\." + ANY_CASE + ")*");

  /** A DNS name has 253 characters; {@code api.} goes before a site. */
  private static final int MAX_HOST = 249;

  private Names() {}

  /**
   * Checks a namespace or a Service: an RFC 1123 label.
   *
   * @throws IllegalArgumentException whose message completes "the value ..."
   */
  static String label(String text) {
    return check(LABEL.matcher(text).matches(), text, "is not a Kubernetes name");
  }

  /**
   * Checks an object's name: an RFC 1123 subdomain.
   *
   * @throws IllegalArgumentException whose message completes "the value ..."
   */
  static String object(String text) {
    boolean valid =
        OBJECT.matcher(text).matches()
            && !text.contains("..")
            && !text.contains(".-")
            && !text.contains("-.");
    return check(valid, text, "is not a Kubernetes name");
  }

  /**
   * Checks a host name.
   *
   * @throws IllegalArgumentException whose message completes "the value ..."
   */
  static String host(String text) {
    boolean valid = text.length() <= MAX_HOST && HOST.matcher(text).matches();
    return check(valid, text, "is not a host name");
  }

  private static String check(boolean valid, String text, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(otherwise);
    }
    return text;
  }
}
