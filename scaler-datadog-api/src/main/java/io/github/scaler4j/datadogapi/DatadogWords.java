package io.github.scaler4j.datadogapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.engine.JsonFields;
import java.io.IOException;
import java.util.List;

/**
 * Collects the words of a body's error fields: a text, a list of texts, or objects with a {@code
 * title} and a {@code detail} as in Datadog's second API. Confined to one call.
 */
final class DatadogWords {

  /** The fields of a body that carry an error, and {@code message}, which need not. */
  static final List<String> FIELDS = List.of("error", "errors", "message");

  private static final List<String> PARTS = List.of("title", "detail", "message", "error");

  // Far more than a message shows, so a secret is still whole when it is redacted.
  static final int ENOUGH = 4_000;

  private final JsonParser json;
  private final StringBuilder words = new StringBuilder();
  private String message = "";
  private boolean carried;

  DatadogWords(JsonParser json) {
    this.json = json;
  }

  /** Reads the value of one of {@link #FIELDS}. */
  void read(String field) throws IOException {
    if (!field.equals("message")) {
      readValue("; ");
    } else if (json.currentToken() == JsonToken.VALUE_STRING) {
      message = json.getText();
    } else {
      json.skipChildren();
    }
  }

  private void readValue(String separator) throws IOException {
    switch (json.currentToken()) {
      case VALUE_STRING -> add(json.getText(), separator);
      case START_ARRAY -> {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          readValue("; ");
        }
      }
      case START_OBJECT -> readObject();
      case VALUE_NULL, VALUE_FALSE -> {}
      default -> carried = true;
    }
  }

  private void readObject() throws IOException {
    carried = true;
    int before = words.length();
    JsonFields.object(
        json, "errors", PARTS, part -> readValue(words.length() == before ? "; " : ": "));
  }

  private void add(String text, String separator) {
    if (text.isBlank()) {
      return;
    }
    carried = true;
    if (words.length() < ENOUGH) {
      words.append(words.isEmpty() ? "" : separator);
      words.append(text, 0, Math.min(text.length(), ENOUGH));
    }
  }

  /** Whether {@code error} or {@code errors} has any content. */
  boolean carriesError() {
    return carried;
  }

  /** Returns the errors' words on one line, or else the message's. */
  String text() {
    String text = words.isEmpty() ? message : words.toString();
    return text.isEmpty() ? text : ErrorText.oneLine(text, ENOUGH);
  }
}
