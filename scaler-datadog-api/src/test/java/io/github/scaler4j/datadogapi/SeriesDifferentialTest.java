package io.github.scaler4j.datadogapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.scaler4j.engine.MalformedBodyException;
import io.github.scaler4j.fixtures.BrokenBodies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares the decoder with a plain reading of databind's tree, on generated bodies. */
class SeriesDifferentialTest {

  private static final int[] OFFSETS = {0, 2, 1};
  private static final ObjectMapper TREES =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          // Keeps a number that no double holds apart from the word Infinity.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private final Random random = new Random(20_261_126);

  @Test
  void readsGeneratedBodiesAsATreeOfThem() throws IOException {
    int answers = 0;
    for (int i = 0; i < 3_000; i++) {
      String body = body();
      SeriesBody decoded = compare(body.getBytes(UTF_8));
      answers += decoded != null && decoded.answers() ? 1 : 0;
    }
    assertThat(answers).isBetween(1_000, 2_900);
  }

  @Test
  void readsBrokenBodiesAsATreeOfThem() throws IOException {
    BrokenBodies broken = BrokenBodies.of(new Random(7));
    int decoded = 0;
    for (int i = 0; i < 20_000; i++) {
      decoded += compare(broken.next(body())) == null ? 0 : 1;
    }
    // Neither all nor none, so the changes cause both results.
    assertThat(decoded).isBetween(500, 19_500);
  }

  private static @Nullable SeriesBody compare(byte[] body) throws IOException {
    String text = new String(body, UTF_8);
    SeriesBody decoded = null;
    try {
      decoded = SeriesDecoder.decode(new ByteArrayInputStream(body), OFFSETS, false);
    } catch (MalformedBodyException e) {
      assertThat(e).hasNoCause();
    }
    SeriesBody expected;
    try {
      expected = expected(TREES.readTree(body));
    } catch (JacksonException e) {
      // A repeated field matters to the decoder only where it is read.
      assertThat(decoded == null || String.valueOf(e.getMessage()).contains("uplicate"))
          .as(text)
          .isTrue();
      return decoded;
    } catch (NumberFormatException e) {
      // A tree of big decimals can't hold an exponent of that size.
      return decoded;
    }
    if (expected == null) {
      assertThat(decoded).as(text).isNull();
    } else {
      assertThat(requireNonNull(decoded, text).answers()).as(text).isEqualTo(expected.answers());
      assertThat(unsigned(decoded.series())).as(text).isEqualTo(unsigned(expected.series()));
    }
    return decoded;
  }

  /** A tree loses the sign of a zero without a point. */
  private static List<Series> unsigned(List<Series> series) {
    return series.stream()
        .map(one -> new Series(one.queryIndex(), one.value() + 0.0, one.timestampMillis()))
        .toList();
  }

  /** Returns the meaning of a body, or null if it must be refused. */
  private static @Nullable SeriesBody expected(JsonNode body) {
    JsonNode status = body.path("status");
    if (!body.isObject() || !(absent(status) || status.isTextual())) {
      return null;
    }
    List<Series> series = new ArrayList<>();
    JsonNode list = body.path("series");
    if (!absent(list) && !list.isArray()) {
      return null;
    }
    for (JsonNode one : list) {
      Series read = series(one);
      if (read == null) {
        return null;
      }
      series.add(read);
    }
    boolean answers =
        status.asText().equals("ok")
            && !carried(body.path("error"))
            && !carried(body.path("errors"));
    return new SeriesBody(answers, "", series, List.of());
  }

  private static @Nullable Series series(JsonNode one) {
    JsonNode index = one.path("query_index");
    JsonNode points = one.path("pointlist");
    if (!(one.isNull() || one.isObject())
        || !(absent(index) || (index.isIntegralNumber() && index.canConvertToInt()))
        || !(absent(points) || points.isArray())) {
      return null;
    }
    int at = absent(index) ? Series.NO_INDEX : Math.max(Series.NO_INDEX, index.intValue());
    List<Series> valued = new ArrayList<>();
    for (JsonNode point : points) {
      if (point.isNull()) {
        continue;
      }
      if (!point.isArray() || !numberOrNull(point.path(0)) || !numberOrNull(point.path(1))) {
        return null;
      }
      double value = point.path(1).asDouble(Double.NaN);
      if (beyondDoubles(point.path(0)) || beyondDoubles(point.path(1))) {
        return null;
      }
      if (point.path(1).isNumber() && Double.isFinite(value)) {
        double time = point.path(0).asDouble(0);
        valued.add(new Series(at, value, Double.isFinite(time) ? (long) time : 0));
      }
    }
    int offset = OFFSETS[at >= 0 && at < OFFSETS.length ? at : 0];
    return offset < valued.size()
        ? valued.get(valued.size() - 1 - offset)
        : new Series(at, Double.NaN, 0);
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static boolean beyondDoubles(JsonNode node) {
    return (node.isBigDecimal() || node.isBigInteger()) && Double.isInfinite(node.asDouble());
  }

  private static boolean numberOrNull(JsonNode node) {
    return absent(node) || node.isNumber();
  }

  private static boolean carried(JsonNode error) {
    if (error.isArray()) {
      for (JsonNode one : error) {
        if (carried(one)) {
          return true;
        }
      }
      return false;
    }
    return error.isTextual()
        ? !error.asText().isBlank()
        : !absent(error) && !(error.isBoolean() && !error.asBoolean());
  }

  private String body() {
    List<String> fields = new ArrayList<>();
    fields.add("\"status\":" + pick("\"ok\"", "\"ok\"", "\"ok\"", "\"error\"", "null", "\"up\""));
    fields.add("\"series\":" + (random.nextInt(10) == 0 ? "null" : list(this::oneSeries)));
    if (random.nextInt(8) == 0) {
      fields.add("\"error\":" + pick("\"\"", "\"bad\"", "null", "false", "{}", "[]", "[\"bad\"]"));
    }
    if (random.nextInt(8) == 0) {
      fields.add("\"errors\":" + pick("[]", "[\"bad\",{\"title\":\"t\"}]", "[null,[\" \"]]", "7"));
    }
    fields.add("\"message\":" + pick("\"\"", "\"m\"", "null", "[1]"));
    fields.add("\"from_date\":" + number());
    return object(fields);
  }

  private String oneSeries() {
    if (random.nextInt(20) == 0) {
      return "null";
    }
    List<String> fields = new ArrayList<>();
    fields.add("\"query_index\":" + pick("0", "1", "2", "3", "null", "-1", "-7"));
    fields.add("\"pointlist\":" + (random.nextInt(10) == 0 ? "null" : list(this::point)));
    fields.add("\"unit\":" + pick("null", "[{\"id\":17,\"pointlist\":[[1,2]]},null]"));
    fields.add("\"scope\":\"a:b,\\u00e9\\\"\\\\\"");
    return object(fields);
  }

  private String point() {
    return switch (random.nextInt(12)) {
      case 0 -> "null";
      case 1 -> "[]";
      case 2 -> "[" + number() + "]";
      case 3 -> "[" + number() + ",null]";
      case 4 -> "[null," + number() + "]";
      case 5 -> "[" + number() + "," + number() + ",{\"a\":[7]}]";
      default -> "[" + number() + "," + number() + "]";
    };
  }

  private String number() {
    return switch (random.nextInt(9)) {
      case 0 -> Integer.toString(random.nextInt());
      case 1 -> random.nextInt() + "e" + (random.nextInt(700) - 350);
      case 2 -> Long.toString(random.nextLong()) + random.nextInt(Integer.MAX_VALUE);
      case 3 ->
          pick("0", "-0", "-0.0", "1e999", "-1E+400", "NaN", "Infinity", "-Infinity", "4.9e-324");
      case 4 -> "1596011442000.0";
      case 5 -> Float.toString(random.nextFloat());
      default -> {
        double any = Double.longBitsToDouble(random.nextLong());
        yield Double.isFinite(any) ? Double.toString(any) : "1.5";
      }
    };
  }

  private String list(Supplier<String> element) {
    List<String> elements = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      elements.add(element.get());
    }
    return "[" + String.join(",", elements) + "]";
  }

  private String object(List<String> fields) {
    Collections.shuffle(fields, random);
    return "{" + String.join(random.nextBoolean() ? "," : " , ", fields) + "}";
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
