package io.github.scaler4j.trigger;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks names that become part of a request's address. A checked name needs no escaping and can't
 * redirect a request.
 */
final class NameRules {

  private static final String LOWER = "[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?";
  private static final String ANY_CASE = "[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?";
  private static final Pattern LABEL = Pattern.compile(LOWER);
  private static final Pattern OBJECT = Pattern.compile("[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?");
  private static final Pattern HOST = Pattern.compile(ANY_CASE + "(?:\\." + ANY_CASE + ")*");

  // A resolver reads 127.1 and 0x7f.1 as addresses.
  private static final Pattern NUMBER = Pattern.compile("0x[0-9a-f]*|[0-9]+");

  // An API key has 32 digits, an application key 40.
  private static final Pattern KEY = Pattern.compile("(?i)[0-9a-f]{32}|[0-9a-f]{40}");

  private static final Pattern URL = Pattern.compile("(?i)https?://([^/:?#@]*)(?:[/:?#][^@]*)?");

  private static final List<String> HOSTS_OF_A_SITE = List.of("api.", "app.");
  private static final Map<String, String> DATA_CENTERS =
      Map.ofEntries(
          Map.entry("us", "datadoghq.com"),
          Map.entry("us1", "datadoghq.com"),
          Map.entry("us3", "us3.datadoghq.com"),
          Map.entry("us5", "us5.datadoghq.com"),
          Map.entry("eu", "datadoghq.eu"),
          Map.entry("eu1", "datadoghq.eu"),
          Map.entry("ap1", "ap1.datadoghq.com"),
          Map.entry("ap2", "ap2.datadoghq.com"),
          Map.entry("uk1", "uk1.datadoghq.com"),
          Map.entry("gov", "ddog-gov.com"),
          Map.entry("us1-fed", "ddog-gov.com"),
          Map.entry("us2-fed", "us2.ddog-gov.com"));

  /** A DNS name has 253 characters; {@code api.} goes before a site. */
  private static final int MAX_HOST = 249;

  private NameRules() {}

  /**
   * Checks a namespace or a Service: an RFC 1123 label.
   *
   * @throws IllegalArgumentException whose message completes "the value ..."
   */
  static String label(String text) {
    return check(LABEL.matcher(text).matches(), text, "is not a Kubernetes name");
  }

  /** Returns whether a Service's host is an IP address to a resolver, so another host. */
  static boolean formAddress(String service, String namespace) {
    return NUMBER.matcher(service).matches() && NUMBER.matcher(namespace).matches();
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

  /**
   * Checks a Datadog site: the part of a host name that all hosts of one site share.
   *
   * @throws IllegalArgumentException whose message completes "the value ..."
   */
  static String site(String text) {
    Matcher url = URL.matcher(text);
    if (url.matches() && HOST.matcher(url.group(1)).matches()) {
      throw new IllegalArgumentException("is a URL; the site is " + withoutHost(url.group(1)));
    }
    host(text);
    if (KEY.matcher(text).matches()) {
      throw new IllegalArgumentException("has the form of a key, and would become a host name");
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (!withoutHost(text).equals(text)) {
      throw new IllegalArgumentException("is a host of a site; the site is " + withoutHost(text));
    }
    String meant = DATA_CENTERS.get(lower);
    if (meant != null) {
      throw new IllegalArgumentException("is a data center; its site is " + meant);
    }
    return text;
  }

  private static String withoutHost(String text) {
    for (String prefix : HOSTS_OF_A_SITE) {
      if (text.toLowerCase(Locale.ROOT).startsWith(prefix)) {
        return text.substring(prefix.length());
      }
    }
    return text;
  }

  private static String check(boolean valid, String text, String otherwise) {
    if (!valid) {
      throw new IllegalArgumentException(otherwise);
    }
    return text;
  }
}
