package io.github.scaler4j.datadogapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.scaler4j.engine.MalformedBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer as large as the cap takes little memory, whatever it contains. */
class LargeAnswersTest {

  private static final int CAP = 8 << 20;
  private static final long MEGABYTE = 1 << 20;

  private static SeriesBody decode(byte[] body, int offset) throws IOException {
    return SeriesDecoder.decode(new ByteArrayInputStream(body), new int[] {offset}, true);
  }

  /** An answer of {@link #CAP} bytes that repeats a part. */
  private static byte[] body(String head, String part, String tail) {
    int times = (CAP - head.length() - tail.length()) / part.length();
    return (head + part.repeat(times) + tail).getBytes(UTF_8);
  }

  private static byte[] series(String first, String part, String last) {
    return body("{\"status\":\"ok\",\"series\":[" + first, part, last + "]}");
  }

  /** Name, body, how far back the wanted point lies, and how many MiB reading it may take. */
  static Stream<Arguments> answers() {
    String numbers = "9".repeat(900);
    String errors = "\"" + "e".repeat(2_000_000) + "\"";
    return Stream.of(
        argumentSet("points", series("{\"pointlist\":[[1,2]", ",[1,2]", "]}"), 0, 1),
        argumentSet(
            "points, of which a far one is wanted",
            series("{\"pointlist\":[[1,2]", ",[1,2]", "]}"),
            Integer.MAX_VALUE,
            3),
        argumentSet(
            "long numbers",
            series("{\"pointlist\":[[1,2]", ",[1," + numbers + "]", "]}"),
            Integer.MAX_VALUE,
            60),
        argumentSet("series", series("{}", ",{}", ""), 0, 10),
        argumentSet("series that are null", series("null", ",null", ""), 0, 10),
        argumentSet("tags", series("{\"tag_set\":[\"a\"", ",\"a\"", "]}"), 0, 10),
        argumentSet(
            "series with tags",
            series("{\"tag_set\":[\"a\"]}", ",{\"tag_set\":[\"a\",\"b\",\"c\"]}", ""),
            0,
            20),
        argumentSet(
            "errors", ("{\"errors\":[" + errors + "," + errors + "]}").getBytes(UTF_8), 0, 20),
        argumentSet("unknown fields", body("{\"status\":\"ok\"", ",\"x\":[1,2,3]", "}"), 0, 1),
        argumentSet("long names", names(5_000), 0, 1),
        argumentSet("the longest names", names(49_000), 0, 1));
  }

  private static byte[] names(int length) {
    StringBuilder body = new StringBuilder("{\"status\":\"ok\"");
    for (int i = 0; body.length() < CAP - length - 100; i++) {
      body.append(",\"").append(i).append("n".repeat(length)).append("\":1");
    }
    return body.append('}').toString().getBytes(UTF_8);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void takeLittleMemory(byte[] body, int offset, int mebibytes)
      throws IOException, ReflectiveOperationException {
    decode(tagged(""), 0); // what the first answer alone takes
    long before = AllocatedBytes.ofThisThread();
    int textLength = textLength(body, offset);
    long allocated = AllocatedBytes.ofThisThread() - before;
    assertThat(allocated / MEGABYTE).as("MiB").isLessThanOrEqualTo(mebibytes);
    assertThat(textLength).isLessThanOrEqualTo(DatadogWords.ENOUGH);
  }

  /** Returns the length of the words that are kept after the answer. */
  private static int textLength(byte[] body, int offset) throws IOException {
    try {
      return decode(body, offset).words().length();
    } catch (MalformedBodyException e) {
      return String.valueOf(e.getMessage()).length();
    }
  }

  @Test
  void areRefusedWithMoreTagsThanSeriesHave() throws IOException {
    String series = ",{\"tag_set\":[\"a\",\"b\"]}";
    assertThat(decode(tagged(series.repeat(49_999)), 0).details())
        .hasSize(50_000)
        .last()
        .extracting(SeriesDetails::tags)
        .isEqualTo(List.of("a", "b"));
    assertThatThrownBy(() -> decode(tagged(series.repeat(50_000)), 0))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageContaining("there are more than");
    assertThatThrownBy(
            () -> decode(tagged(",{\"tag_set\":[\"a\"" + ",\"a\"".repeat(99_999) + "]}"), 0))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessage("there are more than 100000 tags");
  }

  private static byte[] tagged(String more) {
    return ("{\"status\":\"ok\",\"series\":[{\"tag_set\":[\"a\"]}" + more + "]}").getBytes(UTF_8);
  }

  @Test
  void haveNoPointBeyondTenThousand() throws IOException {
    byte[] body = series("{\"pointlist\":[[1,2]", ",[1,2]", "]}");
    assertThat(decode(body, 9_999).series().get(0).value()).isEqualTo(2);
    assertThat(decode(body, 10_000).series().get(0).hasValue()).isFalse();
  }
}
