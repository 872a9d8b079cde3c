package io.github.scaler4j.datadogapi;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.github.scaler4j.engine.JsonFields;
import io.github.scaler4j.engine.MalformedBodyException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes a body of {@code GET /api/v1/query} while it arrives, and checks it to its last byte: a
 * body that is cut off or has another shape is an error, never a value.
 *
 * <p>Fields may come in any order, unknown ones are skipped, and one that matters may occur once.
 * Memory does not grow with the number of points. One decoder decodes one body, on one thread.
 */
final class SeriesDecoder {

  private static final List<String> BODY =
      List.of("status", "series", "error", "errors", "message");
  private static final List<String> SERIES = List.of("query_index", "pointlist");
  private static final List<String> DETAILED_SERIES =
      List.of("query_index", "pointlist", "tag_set");

  /** More than Datadog sends. Each takes some memory, however short its text. */
  private static final int MOST_SERIES = 50_000;

  /** Two for each of the most series; merged queries are grouped by a few tags. */
  private static final int MOST_TAGS = 100_000;

  private final JsonParser json;
  private final int[] pointOffsets;
  private final LatestPoints points;
  private final NumberText number = new NumberText();
  private final DatadogWords words;
  private final boolean detailed;
  private final List<SeriesDetails> details = new ArrayList<>(0);
  private List<Series> series = List.of();
  private boolean ok;
  private int index;
  private List<String> tags = List.of();
  private int tagCount;
  private long pointTimes;

  private SeriesDecoder(JsonParser json, int[] pointOffsets, boolean detailed) {
    this.json = json;
    this.detailed = detailed;
    this.pointOffsets = pointOffsets;
    this.points = new LatestPoints(farthest(pointOffsets));
    this.words = new DatadogWords(json);
  }

  /**
   * Decodes a body.
   *
   * @param body the bytes; read to the end, left open
   * @param pointOffsets per query index, how many points with a value to go back from the last one;
   *     a single number applies to every series, and the first number applies to a series whose
   *     index is missing or out of range
   * @param detailed whether to decode tags and points too
   * @return the content
   * @throws MalformedBodyException if it is not JSON, is cut off, or breaks Datadog's contract
   * @throws IOException if reading fails
   */
  static SeriesBody decode(InputStream body, int[] pointOffsets, boolean detailed)
      throws IOException {
    try (JsonParser json = JsonFields.parser(body)) {
      // Some servers write NaN or Infinity, which JSON lacks. Such a point has no value; the others
      // are read.
      json.enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature());
      return new SeriesDecoder(json, pointOffsets, detailed).readBody();
    } catch (JacksonException e) {
      throw JsonFields.notJson(e);
    }
  }

  private static int farthest(int[] offsets) {
    int farthest = 0;
    for (int offset : offsets) {
      farthest = Math.max(farthest, offset);
    }
    return farthest;
  }

  private SeriesBody readBody() throws IOException {
    json.nextToken();
    JsonFields.object(json, "the body", BODY, this::readField);
    JsonFields.expectEnd(json);
    return new SeriesBody(ok && !words.carriesError(), words.text(), series, details);
  }

  private void readField(String name) throws IOException {
    switch (name) {
      case "status" -> readStatus();
      case "series" -> readSeriesList();
      default -> words.read(name);
    }
  }

  private void readStatus() throws IOException {
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      JsonFields.expect(json, "status", JsonToken.VALUE_STRING);
      ok = json.getText().equals("ok");
    }
  }

  private void readSeriesList() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    JsonFields.expect(json, "series", JsonToken.START_ARRAY);
    series = new ArrayList<>(pointOffsets.length);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (series.size() == MOST_SERIES) {
        throw new MalformedBodyException("there are more than " + MOST_SERIES + " series");
      }
      series.add(readSeries());
    }
  }

  private Series readSeries() throws IOException {
    points.clear();
    index = Series.NO_INDEX;
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      JsonFields.object(
          json, "series[]", detailed ? DETAILED_SERIES : SERIES, this::readSeriesField);
    }
    if (detailed) {
      details.add(new SeriesDetails(tags, pointTimes));
      tags = List.of();
      pointTimes = 0;
    }
    int offset = pointOffsets[index >= 0 && index < pointOffsets.length ? index : 0];
    return points.has(offset)
        ? new Series(index, points.value(offset), points.timestampMillis(offset))
        : new Series(index, Double.NaN, 0);
  }

  private void readSeriesField(String name) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (name.equals("query_index")) {
      JsonFields.expect(json, name, JsonToken.VALUE_NUMBER_INT);
      index = Math.max(Series.NO_INDEX, json.getIntValue());
    } else if (name.equals("tag_set")) {
      readTags();
    } else {
      readPointList();
    }
  }

  private void readTags() throws IOException {
    JsonFields.expect(json, "tag_set", JsonToken.START_ARRAY);
    tags = new ArrayList<>(2);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      JsonFields.expect(json, "tag_set[]", JsonToken.VALUE_STRING);
      if (++tagCount > MOST_TAGS) {
        throw new MalformedBodyException("there are more than " + MOST_TAGS + " tags");
      }
      tags.add(json.getText());
    }
  }

  private void readPointList() throws IOException {
    JsonFields.expect(json, "pointlist", JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_NULL) {
        JsonFields.expect(json, "pointlist[]", JsonToken.START_ARRAY);
        readPoint();
      }
    }
  }

  private void readPoint() throws IOException {
    if (json.nextToken() == JsonToken.END_ARRAY) {
      return;
    }
    long millis = hasNumber("pointlist[][0]") ? number.wholePart() : 0;
    if (json.nextToken() == JsonToken.END_ARRAY) {
      return;
    }
    if (hasNumber("pointlist[][1]")) {
      points.add(millis, number);
      pointTimes = 31 * pointTimes + millis;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      json.skipChildren();
    }
  }

  /** Reads a part of a point, and returns whether it has a value. */
  private boolean hasNumber(String place) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return false;
    }
    if (!token.isNumeric()) {
      throw JsonFields.unexpected(json, place, "a number or null");
    }
    number.read(json);
    if (!number.isNumber()) {
      return false;
    }
    if (!number.fitsDouble()) {
      throw new MalformedBodyException(place + ": the number is too large for a double");
    }
    return true;
  }
}
