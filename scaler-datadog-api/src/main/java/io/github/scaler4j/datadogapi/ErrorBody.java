package io.github.scaler4j.datadogapi;

import com.fasterxml.jackson.core.JsonParser;
import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.engine.JsonFields;
import io.github.scaler4j.engine.RefusalText;
import java.io.IOException;
import okio.BufferedSource;

/**
 * The content of a body with a status other than 200.
 *
 * @param words the words of its error fields, or its text if it has none; on one line, not yet
 *     redacted
 * @param structured whether they come from the fields of a JSON object, and so from Datadog itself
 */
record ErrorBody(String words, boolean structured) {

  /** Reads a body, of any shape and in any state. */
  static ErrorBody read(BufferedSource body) {
    return parse(RefusalText.read(body));
  }

  private static ErrorBody parse(String text) {
    String words = "";
    try (JsonParser json = JsonFields.parser(text)) {
      DatadogWords collected = new DatadogWords(json);
      try {
        json.nextToken();
        JsonFields.object(json, "the body", DatadogWords.FIELDS, collected::read);
      } finally {
        words = collected.text();
      }
    } catch (IOException e) {
      // A gateway's page or a truncated body; the words before the fault still count.
    }
    return words.isBlank()
        ? new ErrorBody(
            ErrorText.oneLine(ErrorText.withoutMarkup(text), DatadogWords.ENOUGH), false)
        : new ErrorBody(words, true);
  }
}
