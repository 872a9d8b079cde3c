package io.github.scaler4j.clusteragent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.engine.MalformedBodyException;
import io.github.scaler4j.hpa.Quantity;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricOutcome.NoData;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an {@code ExternalMetricValueList} while it arrives, and takes the first item as KEDA
 * does ({@code items.0.value}).
 *
 * <p>KEDA reads laxly, so that a body that was cut off may count as a number. Here the body must be
 * one whole JSON object and every field that matters of its type.
 */
final class AgentDecoder {

  /** Strings are names and quantities here; a megabyte in one is an attack or a mistake. */
  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(1 << 16).build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // The exchange reads the body to its end and closes it.
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private static final String KIND = "ExternalMetricValueList";

  private final TimeSource time;
  private final Optional<Duration> maxAge;

  AgentDecoder(TimeSource time, Optional<Duration> maxAge) {
    this.time = time;
    this.maxAge = maxAge;
  }

  /**
   * @throws MalformedBodyException if the body is no such list
   * @throws com.fasterxml.jackson.core.JacksonException if it is no JSON
   */
  MetricOutcome decode(InputStream body) throws IOException {
    try (JsonParser json = JSON.createParser(body)) {
      expect(json, json.nextToken(), JsonToken.START_OBJECT, "the body");
      MetricOutcome outcome = null;
      String kind = KIND;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("items")) {
          if (outcome != null) {
            throw new MalformedBodyException("items: given twice", null);
          }
          outcome = items(json, value);
        } else if (field.equals("kind") && value == JsonToken.VALUE_STRING) {
          kind = json.getText();
        } else {
          json.skipChildren();
        }
      }
      if (json.nextToken() != null) {
        throw new MalformedBodyException("something follows the list's closing brace", null);
      }
      if (outcome != null) {
        return outcome;
      }
      if (!kind.equals(KIND)) {
        throw new MalformedBodyException(
            "kind: " + ErrorText.oneLine(kind, 60) + "; expected " + KIND, null);
      }
      return new NoData("the agent's list of values has no items");
    }
  }

  private MetricOutcome items(JsonParser json, JsonToken token) throws IOException {
    // Go writes an empty list as null as well.
    if (token == JsonToken.VALUE_NULL) {
      return new NoData("the agent's list of values is empty");
    }
    expect(json, token, JsonToken.START_ARRAY, "items");
    if (json.nextToken() == JsonToken.END_ARRAY) {
      return new NoData("the agent's list of values is empty");
    }
    expect(json, json.currentToken(), JsonToken.START_OBJECT, "items[0]");
    MetricOutcome first = item(json);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      json.skipChildren();
    }
    return first;
  }

  private MetricOutcome item(JsonParser json) throws IOException {
    boolean valued = false;
    double value = 0;
    Instant timestamp = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken token = json.nextToken();
      if (field.equals("value")) {
        if (valued) {
          throw new MalformedBodyException("items[0].value: given twice", null);
        }
        value = value(json, token);
        valued = true;
      } else if (field.equals("timestamp")) {
        timestamp = timestamp(json, token);
      } else {
        json.skipChildren();
      }
    }
    if (!valued) {
      throw new MalformedBodyException("items[0].value: missing", null);
    }
    return outcome(value, timestamp);
  }

  private MetricOutcome outcome(double value, @Nullable Instant timestamp) {
    if (!Double.isFinite(value)) {
      return new NoData("the agent's value is too large for a number: " + value);
    }
    Instant now = time.now();
    Instant observedAt = timestamp == null ? now : timestamp;
    if (maxAge.isPresent() && observedAt.isBefore(now.minus(maxAge.get()))) {
      return new NoData(
          "the agent's value is of " + observedAt + ", older than the maxAge of " + maxAge.get());
    }
    return new Sample(value, observedAt);
  }

  private static double value(JsonParser json, JsonToken token) throws IOException {
    if (token.isNumeric()) {
      return json.getDoubleValue();
    }
    expect(json, token, JsonToken.VALUE_STRING, "items[0].value");
    String text = json.getText();
    try {
      return Quantity.parse(text).doubleValue();
    } catch (IllegalArgumentException e) {
      throw new MalformedBodyException(
          "items[0].value: '" + ErrorText.oneLine(text, 60) + "' is no Kubernetes quantity", e);
    }
  }

  private static @Nullable Instant timestamp(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    expect(json, token, JsonToken.VALUE_STRING, "items[0].timestamp");
    String text = json.getText();
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new MalformedBodyException(
          "items[0].timestamp: '" + ErrorText.oneLine(text, 60) + "' is no RFC 3339 time", e);
    }
  }

  private static void expect(
      JsonParser json, @Nullable JsonToken actual, JsonToken expected, String place)
      throws MalformedBodyException {
    if (actual != expected) {
      throw new MalformedBodyException(
          place
              + ": "
              + (actual == null ? "nothing" : actual.name())
              + " at byte "
              + json.currentTokenLocation().getByteOffset()
              + "; expected "
              + expected.name(),
          null);
    }
  }
}
