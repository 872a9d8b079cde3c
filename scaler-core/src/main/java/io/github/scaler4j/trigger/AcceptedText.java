package io.github.scaler4j.trigger;

/** What a parameter's text must look like. */
enum AcceptedText {
  TEXT("any text"),
  QUERY("Datadog queries with a scope in braces on one line, such as avg:system.cpu.user{*}"),
  SECRET("any text, or a supplier"),
  NUMBER("a number as JSON writes it, such as 7, -0.5 or 1e3"),
  NUMBER_OR_NULL("a number as JSON writes it, such as 7, -0.5 or 1e3; null means unset"),
  INTEGER("an integer of 0 or more, such as 90"),
  PORT("an integer from 1 to 65535"),
  FLAG("true, True, TRUE, t, T, 1, false, False, FALSE, f, F or 0"),
  DURATION("a duration such as 30s, 2m30s or 500ms; a bare integer is milliseconds"),
  AGGREGATOR("average or max"),
  TARGET_TYPE("global or average, in any case"),
  AUTH_MODE("bearer"),
  LABEL("a Kubernetes name: 1 to 63 characters of a-z, 0-9 and '-', not '-' at either end"),
  OBJECT_NAME(
      "a Kubernetes name: 1 to 253 characters of a-z, 0-9, '-' and '.', a letter or digit at "
          + "either end"),
  HOST("a host name, such as datadoghq.eu: no scheme, port or path"),
  PEM("certificates in PEM");

  private final String text;

  AcceptedText(String text) {
    this.text = text;
  }

  /** Returns what is accepted, as messages and {@code PARAMETERS.md} show it. */
  String text() {
    return text;
  }
}
