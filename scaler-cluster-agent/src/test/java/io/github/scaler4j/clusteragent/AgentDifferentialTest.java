package io.github.scaler4j.clusteragent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.scaler4j.engine.MalformedBodyException;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.fixtures.BrokenBodies;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.hpa.Quantity;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricOutcome.NoData;
import io.github.scaler4j.source.MetricOutcome.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import okhttp3.Headers;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Generated answers of the agent, compared with databind's tree, or merely survived. */
class AgentDifferentialTest {

  private static final ObjectMapper TREES =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private final Random random = new Random(20_261_126);
  private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-01-01T00:01:00Z"));
  private final AgentDecoder decoder = new AgentDecoder(time, Optional.empty());

  @Test
  void readsLikeATreeModel() throws IOException {
    BrokenBodies broken = BrokenBodies.of(new Random(7));
    int samples = 0;
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      String body = body();
      MetricOutcome outcome = compare(i % 4 == 0 ? body.getBytes(UTF_8) : broken.next(body));
      samples += outcome instanceof Sample ? 1 : 0;
      refused += outcome == null ? 1 : 0;
    }
    assertThat(samples).isBetween(1_000, 15_000);
    assertThat(refused).isBetween(1_000, 15_000);
  }

  private @Nullable MetricOutcome compare(byte[] body) throws IOException {
    String text = new String(body, UTF_8);
    MetricOutcome decoded = null;
    try {
      decoded = decoder.decode(new ByteArrayInputStream(body), AgentAnswers.METRIC);
    } catch (MalformedBodyException e) {
      assertThat(e).hasNoCause();
    }
    MetricOutcome expected;
    try {
      expected = expected(TREES.readTree(body));
    } catch (JacksonException e) {
      // A repeated field matters to the decoder only where it is read.
      assertThat(decoded == null || String.valueOf(e.getMessage()).contains("uplicate"))
          .as(text)
          .isTrue();
      return decoded;
    }
    if (expected instanceof NoData) {
      assertThat(decoded).as(text).isInstanceOf(NoData.class);
    } else {
      assertThat(decoded).as(text).isEqualTo(expected);
    }
    return decoded;
  }

  /** Returns the meaning of a body, or null if it must be refused. */
  private @Nullable MetricOutcome expected(JsonNode body) {
    JsonNode kind = body.path("kind");
    JsonNode items = body.path("items");
    if (!body.isObject()
        || !says(kind, "ExternalMetricValueList")
        || !says(body.path("apiVersion"), "external.metrics.k8s.io/v1beta1")
        || !(absent(items) || items.isArray())) {
      return null;
    }
    if (items.isMissingNode() && absent(kind) && !body.isEmpty()) {
      return null;
    }
    if (items.isEmpty()) {
      return new NoData("");
    }
    JsonNode item = items.path(0);
    JsonNode time = item.path("timestamp");
    if (!item.isObject()
        || !says(item.path("metricName"), AgentAnswers.METRIC)
        || !(absent(time) || time.isTextual())) {
      return null;
    }
    try {
      JsonNode value = item.path("value");
      if (!value.isNumber() && !value.isTextual()) {
        return null;
      }
      double number =
          value.isNumber() ? value.asDouble() : Quantity.parse(value.asText()).doubleValue();
      Instant observed = absent(time) ? this.time.now() : Instant.parse(time.asText());
      return Double.isFinite(number) ? new Sample(number + 0.0, observed) : null;
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static boolean says(JsonNode node, String text) {
    return absent(node) || (node.isTextual() && node.asText().equalsIgnoreCase(text));
  }

  private String body() {
    List<String> fields = new ArrayList<>();
    add(fields, "kind", "\"ExternalMetricValueList\"", "\"ExternalMetricValueList\"", "null");
    add(fields, "apiVersion", "\"external.metrics.k8s.io/v1beta1\"");
    add(fields, "metadata", "{}", "{\"items\":[{}]}");
    add(fields, "items", "[" + item() + "]", "[" + item() + "," + item() + "]", "[]", "null");
    return object(fields);
  }

  private String item() {
    List<String> fields = new ArrayList<>();
    add(fields, "metricName", "\"" + AgentAnswers.METRIC + "\"", "null");
    add(fields, "metricLabels", "null", "{\"value\":\"9\"}");
    add(fields, "timestamp", "\"2026-01-01T00:00:30Z\"", "\"2026-01-01T01:00:30+01:00\"", "null");
    add(fields, "value", "\"1977200m\"", "\"2k\"", "\"1e6\"", "\"-5\"", "7.25", "1e999", "\"0\"");
    return object(fields);
  }

  private void add(List<String> fields, String name, String... values) {
    if (random.nextInt(12) > 0) {
      fields.add("\"" + name + "\":" + values[random.nextInt(values.length)]);
    }
  }

  private String object(List<String> fields) {
    Collections.shuffle(fields, random);
    return "{" + String.join(",", fields) + "}";
  }

  @Test
  void endsABrokenRefusalInATypedOutcome() {
    String token = "eyJhbGciOiJ-a-token-that-nobody-may-see";
    BrokenBodies broken = BrokenBodies.of(new Random(8));
    String[] sentences = {
      "DatadogMetric is invalid, err: no serie was found, query was: x",
      "Processing data from API failed, reason: outdated result, query was: " + token,
      "Datadog API call error (all queries), error: 403 Forbidden",
      "User \\\"a\\\" cannot list resource \\\"b\\\" in API group \\\"c\\\" in the namespace "
          + "\\\"d\\\"",
      token,
    };
    int[] statuses = {204, 302, 401, 403, 404, 408, 422, 429, 500, 501, 503};
    for (int i = 0; i < 20_000; i++) {
      int status = statuses[i % statuses.length];
      String body =
          AgentAnswers.statusBody(
              status, "x", sentences[i % sentences.length].replace("\\\"", "\""));
      AgentErrorReader errors = new AgentErrorReader("agent.test", status, true, List.of(token));
      Buffer bytes = new Buffer().write(broken.next(body));
      String message;
      try {
        AgentStatus said = AgentStatus.read(bytes, List.of(token));
        message = errors.outcome(Headers.of("Retry-After", "" + i), said, time.now()).toString();
      } catch (MetricSourceException e) {
        message = String.valueOf(e.getMessage());
      }
      assertThat(message).hasSizeLessThan(1_200).doesNotContain(token).doesNotContain("\n");
    }
  }
}
