package io.github.scaler4j.engine;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads untrusted JSON object by object, with one set of limits and one rule for fields: a known
 * field may occur once, unknown fields are skipped.
 *
 * <p>A repeated field is ambiguous, and a number must never be guessed. Every fault throws a {@link
 * MalformedBodyException}, or a {@link com.fasterxml.jackson.core.JacksonException} if the text is
 * not JSON.
 */
public final class JsonFields {

  /** More than the longest text that Kubernetes stores in an object. */
  private static final int LONGEST_STRING = 2 << 20;

  /** More than the longest label of Kubernetes. The parser keeps names for the next body. */
  private static final int LONGEST_NAME = 512;

  private static final int DEEPEST = 60;

  // A parser's message must not quote the text. Names are compared by content, so interning them is
  // not worth it. They stay canonical, although a hostile body of many long names makes their table
  // costly, up to the body's cap: without, Jackson decodes every body to characters first, and each
  // name to a new string.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST_STRING)
                  .maxNameLength(LONGEST_NAME)
                  .maxNestingDepth(DEEPEST)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /** Reads the value of one field. The parser is at the value's first token. */
  @FunctionalInterface
  public interface Field {

    /**
     * Reads the value to its last token.
     *
     * @param name the field's name, one of the known ones
     * @throws IOException if the value is not what was expected, or reading fails
     */
    void read(String name) throws IOException;
  }

  private JsonFields() {}

  /**
   * Opens a body.
   *
   * @param body the bytes; left open
   * @return a parser before the first token
   * @throws IOException if reading fails
   */
  public static JsonParser parser(InputStream body) throws IOException {
    return JSON.createParser(body);
  }

  /**
   * Opens a text.
   *
   * @param text the text
   * @return a parser before the first token
   * @throws IOException if the text can't be opened
   */
  public static JsonParser parser(String text) throws IOException {
    return JSON.createParser(text);
  }

  /**
   * Reads the object at the parser's position.
   *
   * @param json at the object's opening brace; afterwards at the closing one
   * @param place names the object in messages
   * @param known the fields that are read, at most 31
   * @param field reads one of them
   * @return how many fields the object has, including unknown ones
   * @throws MalformedBodyException if the value is not an object, or a known field is repeated
   * @throws IOException if the text is not JSON, a field refuses its value, or reading fails
   */
  public static int object(JsonParser json, String place, List<String> known, Field field)
      throws IOException {
    expect(json, place, JsonToken.START_OBJECT);
    int seen = 0;
    int count = 0;
    String name = json.nextFieldName();
    for (; name != null; name = json.nextFieldName(), count++) {
      int index = known.indexOf(name);
      json.nextToken();
      if (index < 0) {
        json.skipChildren();
        continue;
      }
      if ((seen & 1 << index) != 0) {
        throw new MalformedBodyException(place + ": " + known.get(index) + " is given twice");
      }
      seen |= 1 << index;
      field.read(known.get(index));
    }
    return count;
  }

  /**
   * Checks the token at the parser's position.
   *
   * @param json the parser
   * @param place names the value in messages
   * @param expected the only token that is right
   * @throws MalformedBodyException if the token is another
   */
  public static void expect(JsonParser json, String place, JsonToken expected)
      throws MalformedBodyException {
    if (json.currentToken() != expected) {
      throw unexpected(json, place, name(expected));
    }
  }

  /**
   * Checks that nothing follows the value that was read.
   *
   * @param json at the value's last token
   * @throws MalformedBodyException if something follows
   * @throws IOException if what follows is not JSON, or reading fails
   */
  public static void expectEnd(JsonParser json) throws IOException {
    if (json.nextToken() != null) {
      throw new MalformedBodyException("there is more text after the JSON object");
    }
  }

  /**
   * Creates the exception for an unexpected token.
   *
   * @param json at the wrong token
   * @param place names the value in messages
   * @param expected what was expected
   * @return the exception to throw; it quotes nothing of the text
   */
  public static MalformedBodyException unexpected(JsonParser json, String place, String expected) {
    return new MalformedBodyException(
        place + ": expected " + expected + ", got " + name(json.currentToken()));
  }

  /**
   * Creates the exception for a body that is not valid JSON.
   *
   * @param fault the parser's exception, which may quote a word of the body
   * @return the exception to throw; it quotes no more than a character
   */
  public static MalformedBodyException notJson(JacksonException fault) {
    return new MalformedBodyException(
        String.valueOf(fault.getOriginalMessage())
            .replaceFirst("Unrecognized token '[^']*'", "Unrecognized token"));
  }

  private static String name(@Nullable JsonToken token) {
    if (token == null) {
      return "the end of the body";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "an integer";
      case VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_NULL -> "null";
      default -> token.asString() == null ? token.name() : token.asString();
    };
  }
}
