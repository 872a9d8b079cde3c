package io.github.scaler4j.trigger;

/** What a parameter's text must look like. */
enum Form {
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
  LABEL("a Kubernetes name: up to 63 of a-z, 0-9 and -, the ends no -"),
  OBJECT_NAME("a Kubernetes name: up to 253 of a-z, 0-9, - and ., the ends letters or digits"),
  HOST("a host name, such as datadoghq.eu: no scheme, port or path"),
  PEM("certificates in PEM");

  private final String accepted;

  Form(String accepted) {
    this.accepted = accepted;
  }

  /** Returns what is accepted, as it stands in messages and in {@code PARAMETERS.md}. */
  String accepted() {
    return accepted;
  }
}
