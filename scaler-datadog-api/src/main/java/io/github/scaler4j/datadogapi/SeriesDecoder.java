package io.github.scaler4j.datadogapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.github.scaler4j.engine.MalformedBodyException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a body of {@code GET /api/v1/query} while it arrives, and checks it to its last byte: a
 * body that is cut off or misfits gives an error, never a value.
 *
 * <p>Fields may come in any order, unknown ones are skipped, and of a repeated one the last counts.
 * Memory does not grow with the number of points. One decoder decodes one body.
 */
final class SeriesDecoder {

  // Names are compared by content, so interning them for the whole JVM would gain nothing.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private final JsonParser parser;
  private final int[] pointOffsets;
  private final LatestPoints points;
  private List<Series> series = new ArrayList<>();
  private @Nullable String status;
  private String error = "";

  private SeriesDecoder(JsonParser parser, int[] pointOffsets) {
    this.parser = parser;
    this.pointOffsets = pointOffsets;
    this.points = new LatestPoints(Arrays.stream(pointOffsets).max().orElse(0));
  }

  /**
   * Decodes a body.
   *
   * @param body the bytes; read to the end, left open
   * @param pointOffsets per query index, how many points with a value to go back from the last one;
   *     a single number counts for every series, and the first one for a series whose index is
   *     missing or out of range
   * @return what it holds
   * @throws MalformedBodyException if the JSON is not what Datadog promises
   * @throws com.fasterxml.jackson.core.JacksonException if it is not JSON, or not all of it
   * @throws IOException if reading fails
   */
  static QueryResponse decode(InputStream body, int[] pointOffsets) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      return new SeriesDecoder(parser, pointOffsets).response();
    }
  }

  private QueryResponse response() throws IOException {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw new MalformedBodyException(
          first == null ? "it is empty" : "an object was expected, not " + first, null);
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (field) {
        case "status" -> status = status(value);
        case "error", "errors" -> words(value);
        case "series" -> seriesList(value);
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new MalformedBodyException("something follows the JSON object", null);
    }
    return new QueryResponse("error".equals(status), error, series);
  }

  private @Nullable String status(JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    if (value != JsonToken.VALUE_STRING) {
      throw misfit("status", "a string", value);
    }
    return parser.getText();
  }

  // Of an error only the words matter, so one of another shape does not spoil the answer.
  private void words(JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      word(value);
      return;
    }
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      word(t);
    }
  }

  private void word(JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      parser.skipChildren();
    } else if (error.length() < ErrorBody.LONGEST_WORDS) {
      error = error.isEmpty() ? parser.getText() : error + "; " + parser.getText();
    }
  }

  private void seriesList(JsonToken value) throws IOException {
    series = new ArrayList<>(pointOffsets.length);
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_ARRAY) {
      throw misfit("series", "an array", value);
    }
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      series.add(oneSeries(t));
    }
  }

  private Series oneSeries(JsonToken value) throws IOException {
    points.clear();
    int index = Series.NO_INDEX;
    if (value != JsonToken.VALUE_NULL) {
      if (value != JsonToken.START_OBJECT) {
        throw misfit("series", "an array of objects", value);
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        JsonToken inner = parser.nextToken();
        switch (field) {
          case "query_index" -> index = queryIndex(inner);
          case "pointlist" -> pointList(inner);
          default -> parser.skipChildren();
        }
      }
    }
    int offset = pointOffsets[index >= 0 && index < pointOffsets.length ? index : 0];
    return points.has(offset)
        ? new Series(index, points.value(offset), points.timestampMillis(offset))
        : new Series(index, Double.NaN, 0);
  }

  private int queryIndex(JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return Series.NO_INDEX;
    }
    if (value != JsonToken.VALUE_NUMBER_INT) {
      throw misfit("query_index", "an integer", value);
    }
    return Math.max(Series.NO_INDEX, parser.getIntValue());
  }

  private void pointList(JsonToken value) throws IOException {
    points.clear();
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_ARRAY) {
      throw misfit("pointlist", "an array", value);
    }
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      if (t == JsonToken.START_ARRAY) {
        point();
      } else if (t != JsonToken.VALUE_NULL) {
        throw misfit("pointlist", "an array of points", t);
      }
    }
  }

  private void point() throws IOException {
    JsonToken t = parser.nextToken();
    if (t == JsonToken.END_ARRAY) {
      return;
    }
    requireNumberOrNull(t);
    points.time(parser);
    t = parser.nextToken();
    if (t == JsonToken.END_ARRAY) {
      return;
    }
    requireNumberOrNull(t);
    if (t != JsonToken.VALUE_NULL) {
      points.value(parser);
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
    }
  }

  private static void requireNumberOrNull(JsonToken token) throws MalformedBodyException {
    if (token != JsonToken.VALUE_NUMBER_FLOAT
        && token != JsonToken.VALUE_NUMBER_INT
        && token != JsonToken.VALUE_NULL) {
      throw misfit("pointlist", "points of numbers or null", token);
    }
  }

  private static MalformedBodyException misfit(String field, String expected, JsonToken token) {
    return new MalformedBodyException(
        "field " + field + ": " + expected + " was expected, not " + token, null);
  }
}
