package io.github.scaler4j.clusteragent;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.scaler4j.engine.JsonFields;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an {@code ExternalMetricValueList} while it arrives, and takes the first item as KEDA
 * does ({@code items.0.value}).
 *
 * <p>KEDA reads leniently, so a truncated body may count as a number. Here the body must be one
 * whole JSON object, and every known field must have its type. A list of another kind or version,
 * or another metric's item, is not a value.
 */
final class AgentDecoder {

  private static final List<String> LIST = List.of("kind", "apiVersion", "items");
  private static final List<String> ITEM = List.of("metricName", "timestamp", "value");

  private final TimeSource time;
  private final Optional<Duration> maxAge;

  AgentDecoder(TimeSource time, Optional<Duration> maxAge) {
    this.time = time;
    this.maxAge = maxAge;
  }

  /**
   * Decodes a body.
   *
   * @param body the bytes; read to the end, left open
   * @param metric the name of the metric that was asked for, as in its path
   * @throws MalformedBodyException if the body is not JSON, or not the list of this metric; its
   *     message may quote the body
   * @throws IOException if reading fails
   */
  MetricOutcome decode(InputStream body, String metric) throws IOException {
    try (JsonParser json = JsonFields.parser(body)) {
      return new Reading(json, metric).readOutcome();
    } catch (JacksonException e) {
      throw JsonFields.notJson(e);
    }
  }

  /** One body being read. Confined to one call. */
  private final class Reading {

    private final JsonParser json;
    private final String metric;
    private boolean kindTold;
    private @Nullable MetricOutcome first;
    private @Nullable Double value;
    private @Nullable Instant timestamp;

    Reading(JsonParser json, String metric) {
      this.json = json;
      this.metric = metric;
    }

    MetricOutcome readOutcome() throws IOException {
      json.nextToken();
      int fields = JsonFields.object(json, "the body", LIST, this::readListField);
      JsonFields.expectEnd(json);
      if (first != null) {
        return first;
      }
      if (fields > 0 && !kindTold) {
        throw new MalformedBodyException("items: missing");
      }
      return new NoData("the agent's list of values has no items");
    }

    private void readListField(String field) throws IOException {
      switch (field) {
        case "kind" -> kindTold = requireText(field, "ExternalMetricValueList");
        case "apiVersion" -> requireText(field, "external.metrics.k8s.io/v1beta1");
        default -> first = readItems();
      }
    }

    /** Refuses any text but one; a null counts as a missing field. */
    private boolean requireText(String place, String only) throws IOException {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return false;
      }
      JsonFields.expect(json, place, JsonToken.VALUE_STRING);
      String text = json.getText();
      // Kubernetes ignores the case of a metric's name, and no two kinds differ only in case.
      if (!text.equalsIgnoreCase(only)) {
        throw new MalformedBodyException(place + ": expected " + only + ", got '" + text + "'");
      }
      return true;
    }

    private MetricOutcome readItems() throws IOException {
      // Go may write an empty list as null.
      if (json.currentToken() != JsonToken.VALUE_NULL) {
        JsonFields.expect(json, "items", JsonToken.START_ARRAY);
        if (json.nextToken() != JsonToken.END_ARRAY) {
          MetricOutcome item = readItem();
          while (json.nextToken() != JsonToken.END_ARRAY) {
            json.skipChildren();
          }
          return item;
        }
      }
      return new NoData("the agent's list of values is empty");
    }

    private MetricOutcome readItem() throws IOException {
      JsonFields.object(
          json,
          "items[0]",
          ITEM,
          field -> {
            switch (field) {
              case "metricName" -> requireText("items[0].metricName", metric);
              case "timestamp" -> timestamp = readTimestamp();
              default -> value = readValue();
            }
          });
      if (value == null) {
        throw new MalformedBodyException("items[0].value: missing");
      }
      return judge(value, timestamp);
    }

    private double readValue() throws IOException {
      double number = readNumber();
      if (!Double.isFinite(number)) {
        throw new MalformedBodyException("items[0].value: the number is too large for a double");
      }
      return number;
    }

    private double readNumber() throws IOException {
      if (json.currentToken().isNumeric()) {
        return json.getDoubleValue();
      }
      JsonFields.expect(json, "items[0].value", JsonToken.VALUE_STRING);
      String text = json.getText();
      try {
        return Quantity.parse(text).doubleValue();
      } catch (IllegalArgumentException e) {
        throw new MalformedBodyException(
            "items[0].value: '" + text + "' is not a Kubernetes quantity");
      }
    }

    private @Nullable Instant readTimestamp() throws IOException {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return null;
      }
      JsonFields.expect(json, "items[0].timestamp", JsonToken.VALUE_STRING);
      String text = json.getText();
      try {
        return AgentTime.parse(text);
      } catch (DateTimeParseException e) {
        throw new MalformedBodyException(
            "items[0].timestamp: '" + text + "' is not an RFC 3339 time");
      }
    }
  }

  private MetricOutcome judge(double value, @Nullable Instant timestamp) {
    Instant now = time.now();
    Instant observedAt = timestamp == null ? now : timestamp;
    if (maxAge.isPresent() && observedAt.isBefore(now.minus(maxAge.get()))) {
      return new NoData(
          "the agent's value dates from "
              + observedAt
              + ", which is older than maxAge ("
              + maxAge.get()
              + ")");
    }
    return new Sample(value, observedAt);
  }
}
