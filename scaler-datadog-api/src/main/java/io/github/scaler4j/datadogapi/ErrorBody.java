package io.github.scaler4j.datadogapi;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.engine.MalformedBodyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import okio.BufferedSource;

/**
 * What the body of an answer other than 200 says: Datadog's {@code errors} or {@code error}, as one
 * line.
 *
 * @param words Datadog's own words; empty if the body has none or is not JSON
 * @param queryError whether it is the answer to a query that can't be parsed: {@code status} is
 *     {@code error}, with the reason in {@code error}. The general error body has {@code errors}.
 */
record ErrorBody(String words, boolean queryError) {

  /** The longest quotation of Datadog's words in a message. */
  static final int LONGEST_WORDS = 500;

  private static final long LONGEST_BODY = 64 * 1024;
  private static final JsonFactory JSON =
      JsonFactory.builder().configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false).build();

  /**
   * Reads a body, of any shape and in any state.
   *
   * @throws IOException if reading fails
   */
  static ErrorBody read(BufferedSource body) throws IOException {
    try {
      body.request(LONGEST_BODY);
    } catch (MalformedBodyException e) {
      // It is longer than the cap. What was read of it is enough for a message.
    }
    return parse(body.getBuffer());
  }

  private static ErrorBody parse(Buffer body) throws IOException {
    byte[] start = body.readByteArray(Math.min(LONGEST_BODY, body.size()));
    List<String> words = new ArrayList<>();
    boolean queryError = false;
    try (JsonParser parser = JSON.createParser(start)) {
      queryError = read(parser, words);
    } catch (JacksonException e) {
      // A proxy's page, or a body that is cut off: what was read of it until here still counts.
      queryError = false;
    }
    return new ErrorBody(ErrorText.oneLine(String.join("; ", words), LONGEST_WORDS), queryError);
  }

  private static boolean read(JsonParser parser, List<String> words) throws IOException {
    boolean failed = false;
    boolean reason = false;
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (field) {
        case "status" -> {
          failed = value == JsonToken.VALUE_STRING && "error".equals(parser.getText());
          parser.skipChildren();
        }
        case "error" -> reason |= addWords(parser, value, words);
        case "errors" -> addWords(parser, value, words);
        default -> parser.skipChildren();
      }
    }
    return failed && reason;
  }

  private static boolean addWords(JsonParser parser, JsonToken value, List<String> words)
      throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      words.add(parser.getText());
      return true;
    }
    if (value == JsonToken.START_ARRAY) {
      for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
        if (t == JsonToken.VALUE_STRING) {
          words.add(parser.getText());
        }
        parser.skipChildren();
      }
      return false;
    }
    parser.skipChildren();
    return false;
  }
}
