package io.github.scaler4j.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.scaler4j.engine.JsonFields;
import io.github.scaler4j.engine.MalformedBodyException;
import io.github.scaler4j.manifest.ManifestValue.ScalarType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the documents of a JSON text.
 *
 * <p>YAML includes JSON, but SnakeYAML refuses tabs between tokens.
 *
 * <p>Confined to one call.
 */
final class JsonText {

  private final int linesBefore;
  private int values;

  private JsonText(int linesBefore) {
    this.linesBefore = linesBefore;
  }

  /**
   * Reads all documents.
   *
   * @param linesBefore how many lines of the source precede the text
   * @throws IOException if this is not JSON, or holds too many values; the message may quote the
   *     text, so it must not be shown
   */
  static List<ManifestValue> read(String text, int linesBefore) throws IOException {
    JsonText json = new JsonText(linesBefore);
    List<ManifestValue> documents = new ArrayList<>();
    try (JsonParser parser = JsonFields.parser(text)) {
      while (parser.nextToken() != null) {
        documents.add(json.value(parser));
      }
    }
    return documents;
  }

  private ManifestValue value(JsonParser parser) throws IOException {
    if (++values > YamlText.MAX_VALUES) {
      throw new MalformedBodyException("too many values");
    }
    int line = linesBefore + parser.currentTokenLocation().getLineNr();
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, ManifestValue> fields = new LinkedHashMap<>();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        if (fields.put(name, value(parser)) != null) {
          throw new MalformedBodyException("a field is repeated");
        }
      }
      return new ManifestValue.Fields(fields, line);
    }
    if (token == JsonToken.START_ARRAY) {
      List<ManifestValue> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(parser));
      }
      return new ManifestValue.Items(items, line);
    }
    return token == JsonToken.VALUE_NULL
        ? new ManifestValue.Nothing(line)
        : new ManifestValue.Scalar(parser.getText(), type(token), line);
  }

  private static ScalarType type(JsonToken token) {
    if (token.isNumeric()) {
      return ScalarType.NUMBER;
    }
    return token.isBoolean() ? ScalarType.BOOLEAN : ScalarType.TEXT;
  }
}
