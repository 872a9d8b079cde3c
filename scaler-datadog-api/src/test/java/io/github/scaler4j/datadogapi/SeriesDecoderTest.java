package io.github.scaler4j.datadogapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.engine.MalformedBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesDecoderTest {

  private static final String REAL =
      """
      {"status":"ok","res_type":"time_series","from_date":1596011402000,"series":[{"end":\
      1596011502000,"attributes":{},"metric":"m","interval":1,"tag_set":["host:a\\"b"],"start":\
      1596011442000,"length":2,"query_index":0,"aggr":"avg","scope":"bar:baz,host:é",\
      "pointlist":[[1596011442000.0,10.5],[1596011502000.0,11.0],[1596011512000.0,null]],\
      "expression":"avg:m{bar:baz}","unit":[{"id":17,"short_name":null},null],"display_name":"m"},\
      {"query_index":1,"pointlist":[[1596011442000,-2e-3]]}],"to_date":1596011602000,\
      "resp_version":1,"query":"avg:m{bar:baz}by{host}","message":"","times":[],"group_by":["host"]}
      """
          .strip();

  private static SeriesBody decode(String json, int... pointOffsets) throws IOException {
    return decode(json.getBytes(UTF_8), pointOffsets);
  }

  private static SeriesBody decode(byte[] json, int... pointOffsets) throws IOException {
    return SeriesDecoder.decode(
        new ByteArrayInputStream(json),
        pointOffsets.length == 0 ? new int[] {0} : pointOffsets,
        false);
  }

  private static Series onlySeries(String pointList, int offset) throws IOException {
    SeriesBody response =
        decode("{\"status\":\"ok\",\"series\":[{\"pointlist\":" + pointList + "}]}", offset);
    assertThat(response.series()).hasSize(1);
    return response.series().get(0);
  }

  @Test
  void readsWhatDatadogAnswers() throws IOException {
    SeriesBody response = decode(REAL);
    assertThat(response.answers()).isTrue();
    assertThat(response.series())
        .containsExactly(new Series(0, 11.0, 1596011502000L), new Series(1, -2e-3, 1596011442000L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // offsets count points that have a value
        "[[1,5],[2,null],[3,7]]|0|7|3",
        "[[1,5],[2,null],[3,7]]|1|5|1",
        "[[1,5],[2,null],[3,7]]|2|NaN|0",
        "[[1,2276.66],[2,2467.5],[3,2144.16],[4,null],[5,null]]|2|2276.66|1",
        "[[1,1],[2,2],[3,3],[4,4],[5,5],[6,6],[7,7],[8,8],[9,9],[10,10],[11,11],[12,12]]|11|1|1",
        "[[1,1],[2,2],[3,3],[4,4],[5,5],[6,6],[7,7],[8,8],[9,9],[10,10],[11,11],[12,12]]|10|2|2",
        "[[1,1],[2,2],[3,3],[4,4],[5,5],[6,6],[7,7],[8,8],[9,9],[10,10],[11,11],[12,12]]|3|9|9",
        "[[1,5]]|2147483647|NaN|0",
        // no value
        "[]|0|NaN|0",
        "null|0|NaN|0",
        "[null]|0|NaN|0",
        "[[]]|0|NaN|0",
        "[[1]]|0|NaN|0",
        "[[1,null]]|0|NaN|0",
        "[[1,5],[2]]|0|5|1",
        "[[1,5],null,[]]|0|5|1",
        // what some servers write for a missing number
        "[[1,5],[2,NaN]]|0|5|1",
        "[[1,5],[2,Infinity],[3,-Infinity],[4,-INF]]|0|5|1",
        "[[1,5],[2,1e-999]]|0|0|2",
        "[[1,5],[2,1.5E+3]]|0|1500|2",
        // the time
        "[[1670221160000.0,5]]|0|5|1670221160000",
        "[[1.67022116e12,5]]|0|5|1670221160000",
        "[[null,5]]|0|5|0",
        "[[NaN,5]]|0|5|0",
        "[[-5,5]]|0|5|-5",
        // more than two elements
        "[[1,5,6,{\"a\":[7]}]]|0|5|1",
        "[[1,0.1],[2,-0.30000000000000004]]|0|-0.30000000000000004|2",
      })
  void picksThePoint(String pointList, int offset, double value, long millis) throws IOException {
    Series series = onlySeries(pointList, offset);
    assertThat(series).isEqualTo(new Series(Series.NO_INDEX, value, millis));
    assertThat(series.hasValue()).isEqualTo(!Double.isNaN(value));
  }

  @Test
  void readsALongNumberToItsLastDigit() throws IOException {
    String fine = "0." + "1".repeat(400);
    assertThat(onlySeries("[[1,5],[2," + fine + "]]", 0).value())
        .isEqualTo(Double.parseDouble(fine));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1E+400", "1.8e308", "9…", "-9…", "9….5", "9…e-1"})
  void refusesANumberThatNoDoubleHolds(String pattern) {
    String number = pattern.replace("9…", "9".repeat(400));
    assertThatThrownBy(() -> onlySeries("[[1,5],[2," + number + "]]", 0))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessage("pointlist[][1]: the number is too large for a double");
    assertThatThrownBy(() -> onlySeries("[[1," + number + "],[2,5]]", 0))
        .as("in a point that is not chosen")
        .hasMessage("pointlist[][1]: the number is too large for a double");
    assertThatThrownBy(() -> onlySeries("[[" + number + ",5]]", 0))
        .as("as a time")
        .hasMessage("pointlist[][0]: the number is too large for a double");
    assertThatThrownBy(() -> onlySeries("[[" + number + ",null]]", 0))
        .as("as the time of a point without a value")
        .isInstanceOf(MalformedBodyException.class);
  }

  @Test
  void refusesANumberOfThousandsOfDigits() {
    String number = "9".repeat(5_000);
    assertThatThrownBy(() -> onlySeries("[[1," + number + "]]", 0))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageNotContaining("999999");
  }

  @Test
  void readsEveryDoubleBitForBit() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(onlySeries("[[1," + value + "]]", 0).value()).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"ok\",\"series\":[{\"query_index\":1,\"pointlist\":[[1,5],[2,6]]}]}",
        "{\"series\":[{\"pointlist\":[[1,5],[2,6]],\"query_index\":1}],\"status\":\"ok\"}",
        "{\"x\":{\"series\":[{}]},\"series\":[{\"w\":{\"pointlist\":[[1,9]],\"query_index\":4},"
            + "\"pointlist\":[[1,5],[2,6]],\"z\":[[9,9]],\"query_index\":1}],\"status\":\"ok\"}",
        "\n{ \"status\" : \"ok\" , \"series\" : [ { \"query_index\" : 1 , \"pointlist\" :"
            + " [ [ 1 , 5 ] , [ 2 , 6 ] ] } ] } \n",
      })
  void acceptsFieldsInAnyOrderAndSkipsUnknownOnes(String json) throws IOException {
    SeriesBody body = decode(json, 0, 1);
    assertThat(body.answers()).isTrue();
    assertThat(body.series()).containsExactly(new Series(1, 5, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"ok\",\"status\":\"ok\"}",
        "{\"status\":\"ok\",\"series\":[],\"series\":[]}",
        "{\"status\":\"ok\",\"error\":\"\",\"error\":\"\"}",
        "{\"series\":[{\"query_index\":0,\"pointlist\":[[1,5]],\"query_index\":1}]}",
        "{\"series\":[{\"pointlist\":[[1,5]],\"pointlist\":[[1,6]]}]}",
      })
  void refusesARepeatedField(String json) {
    assertThatThrownBy(() -> decode(json))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageContaining("given twice");
  }

  @Test
  void leavesNothingOfASeriesToTheNext() throws IOException {
    assertThat(decode("{\"series\":[{\"pointlist\":[[1,5]]},{\"pointlist\":[]},{},null]}").series())
        .containsExactly(
            new Series(-1, 5, 1),
            new Series(-1, Double.NaN, 0),
            new Series(-1, Double.NaN, 0),
            new Series(-1, Double.NaN, 0));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "7,7", "null,-1", "-1,-1", "-5,-1"})
  void readsTheIndex(String json, int index) throws IOException {
    assertThat(decode("{\"series\":[{\"query_index\":" + json + "}]}").series())
        .extracting(Series::queryIndex)
        .containsExactly(index);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"status\":\"ok\"}|~~",
        "{\"status\":\"ok\",\"series\":null}|~~",
        "{\"status\":\"ok\",\"series\":[]}|~~",
        "{\"message\":\"\",\"status\":\"ok\",\"series\":[]}|~~",
        "{\"status\":\"ok\",\"message\":\"success\"}|success",
        // no error is carried
        "{\"status\":\"ok\",\"error\":null,\"errors\":[]}|~~",
        "{\"status\":\"ok\",\"error\":\"\",\"errors\":[\" \",null]}|~~",
        "{\"status\":\"ok\",\"error\":false}|~~",
      })
  void acceptsABodyWithStatusOk(String json, String words) throws IOException {
    assertThat(decode(json).answers()).isTrue();
    assertThat(decode(json).words()).isEqualTo(words);
    assertThat(decode(json).series()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // it does not say that it is one
        "{}|~~",
        "{\"series\":[{\"pointlist\":[[1,5]]}]}|~~",
        "{\"status\":null}|~~",
        "{\"status\":\"OK\"}|~~",
        "{\"status\":\"up\"}|~~",
        "{\"status\":\"\"}|~~",
        "{\"message\":\"Forbidden\"}|Forbidden",
        "{\"Message\":\"User is not authorized\"}|~~",
        "{\"errors\":[\"Forbidden\"]}|Forbidden",
        // it says that it is none
        "{\"status\":\"error\",\"error\":\"Invalid query input:\"}|Invalid query input:",
        "{\"error\":\"a\",\"status\":\"error\",\"series\":[]}|a",
        "{\"status\":\"error\",\"errors\":[\"a\",1,{},\"b\"]}|a; b",
        "{\"status\":\"error\",\"error\":{\"x\":[1]}}|~~",
        "{\"status\":\"error\",\"message\":\"m\"}|m",
        // it carries an error next to its series, in any form
        "{\"status\":\"ok\",\"error\":\"a\",\"series\":[{\"pointlist\":[[1,5]]}]}|a",
        "{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1,5]]}],\"errors\":[\"a\"]}|a",
        "{\"status\":\"ok\",\"errors\":[[\"a\"],[\"b\"]]}|a; b",
        "{\"status\":\"ok\",\"errors\":{\"title\":\"t\"}}|t",
        "{\"status\":\"ok\",\"errors\":[{\"detail\":\"d\",\"title\":\"t\",\"status\":\"400\"}]}|d: t",
        "{\"status\":\"ok\",\"errors\":[{\"title\":\"t\"},{\"title\":\"u\",\"detail\":\"d\"}]}|t; u: d",
        "{\"status\":\"ok\",\"error\":{\"message\":\"m\"},\"errors\":[\"a\"]}|m; a",
        "{\"status\":\"ok\",\"error\":true,\"message\":\"m\"}|m",
        "{\"status\":\"ok\",\"error\":{}}|~~",
        "{\"status\":\"ok\",\"error\":7}|~~",
      })
  void refusesABodyWithAnError(String json, String words) throws IOException {
    assertThat(decode(json).answers()).isFalse();
    assertThat(decode(json).words()).isEqualTo(words);
  }

  @Test
  void keepsNoMoreWordsThanAMessageMayShow() throws IOException {
    String errors = "[" + "\"word\",".repeat(100_000) + "\"" + "w".repeat(1_000_000) + "\"]";
    assertThat(decode("{\"status\":\"error\",\"errors\":" + errors + "}").words())
        .hasSizeLessThan(10_000);
  }

  @Test
  void refusesMoreSeriesThanDatadogSends() throws IOException {
    assertThat(decode("{\"status\":\"ok\",\"series\":[{}" + ",{}".repeat(999) + "]}").series())
        .hasSize(1000);
    assertThatThrownBy(
            () -> decode("{\"status\":\"ok\",\"series\":[{}" + ",{}".repeat(100_000) + "]}"))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageContaining("more than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // another shape
        "",
        "  ",
        "[]",
        "5",
        "null",
        "\"ok\"",
        "{\"status\":5}",
        "{\"status\":{}}",
        "{\"series\":{}}",
        "{\"series\":\"x\"}",
        "{\"series\":[1]}",
        "{\"series\":[[]]}",
        "{\"series\":[{\"pointlist\":{}}]}",
        "{\"series\":[{\"pointlist\":5}]}",
        "{\"series\":[{\"pointlist\":[5]}]}",
        "{\"series\":[{\"pointlist\":[{}]}]}",
        "{\"series\":[{\"pointlist\":[[1,\"5\"]]}]}",
        "{\"series\":[{\"pointlist\":[[\"1\",5]]}]}",
        "{\"series\":[{\"pointlist\":[[1,true]]}]}",
        "{\"series\":[{\"pointlist\":[[1,[5]]]}]}",
        "{\"series\":[{\"pointlist\":[[1,{}]]}]}",
        "{\"series\":[{\"query_index\":\"0\"}]}",
        "{\"series\":[{\"query_index\":0.5}]}",
        // not JSON
        "hello",
        "<html><body>Sign in</body></html>",
        "{\"status\":\"ok\"}x",
        "{\"status\":\"ok\"}}",
        "{\"series\":[{\"pointlist\":[[1,05]]}]}",
        "{\"series\":[{\"pointlist\":[[1,5.]]}]}",
        "{\"series\":[{\"pointlist\":[[1,-]]}]}",
        "{\"series\":[{\"pointlist\":[[1,5],]}]}",
        "{\"series\":[{\"query_index\":99999999999}]}",
        "{'status':'ok'}",
      })
  void refusesAnotherShape(String json) {
    assertThatThrownBy(() -> decode(json)).isInstanceOf(MalformedBodyException.class).hasNoCause();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"series\":{}}|series: expected an array, got an object",
        "{\"series\":\"x\"}|series: expected an array, got a string",
        "{\"series\":[5]}|series[]: expected an object, got an integer",
        "{\"series\":[{\"pointlist\":{}}]}|pointlist: expected an array, got an object",
        "{\"series\":[{\"pointlist\":[5]}]}|pointlist[]: expected an array, got an integer",
        "{\"series\":[{\"pointlist\":[[1,\"5\"]]}]}|pointlist[][1]: expected a number or null, "
            + "got a string",
        "{\"series\":[{\"pointlist\":[[\"NaN\",5]]}]}|pointlist[][0]: expected a number or null, "
            + "got a string",
      })
  void explainsTheFault(String json, String message) {
    assertThatThrownBy(() -> decode(json)).hasMessage(message);
  }

  /** The details that merging compares. */
  @Nested
  class Details {

    private List<SeriesDetails> details(String series) throws IOException {
      byte[] json = ("{\"status\":\"ok\",\"series\":[" + series + "]}").getBytes(UTF_8);
      return SeriesDecoder.decode(new ByteArrayInputStream(json), new int[] {0}, true).details();
    }

    @Test
    void holdTheTagsOfEachSeries() throws IOException {
      assertThat(
              details(
                  "{\"tag_set\":[\"service:cart\",\"env:prod\"]},{\"tag_set\":null},{},"
                      + "{\"tag_set\":[\"service:pay\"]},{\"tag_set\":[]}"))
          .extracting(SeriesDetails::tags)
          .containsExactly(
              List.of("service:cart", "env:prod"),
              List.of(),
              List.of(),
              List.of("service:pay"),
              List.of());
    }

    @Test
    void differIfATimeDoes() throws IOException {
      List<SeriesDetails> details =
          details(
              "{\"pointlist\":[[1,5],[2,5]]},{\"pointlist\":[[1,6],[2,null],[2,7]]},"
                  + "{\"pointlist\":[[1,5],[3,5]]},{\"pointlist\":[[2,5],[1,5]]},"
                  + "{\"pointlist\":[[2,5]]},{}");
      assertThat(details.get(1)).as("the times of points with a value").isEqualTo(details.get(0));
      assertThat(details.get(0).points()).isNotZero();
      assertThat(details.get(5).points()).isZero();
      assertThat(details.subList(1, 6)).extracting(SeriesDetails::points).doesNotHaveDuplicates();
    }

    @Test
    void areNotReadUnlessTheyAreWanted() throws IOException {
      assertThat(decode("{\"status\":\"ok\",\"series\":[{\"tag_set\":5}]}").details()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "{}", "\"a:b\"", "[5]", "[null]", "[[]]"})
    void refuseTagsOfAnotherShape(String tags) {
      assertThatThrownBy(() -> details("{\"tag_set\":" + tags + "}"))
          .isInstanceOf(MalformedBodyException.class)
          .hasMessageContaining("tag_set");
    }
  }

  @Test
  void refusesASecondDocument() {
    assertThatThrownBy(() -> decode("{\"status\":\"ok\"} {}"))
        .isInstanceOf(MalformedBodyException.class);
  }

  @Test
  void refusesABodyThatIsCutAnywhere() throws IOException {
    byte[] whole = REAL.getBytes(UTF_8);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> decode(cut))
          .as("cut at %d", length)
          .isInstanceOf(MalformedBodyException.class);
    }
    assertThat(decode(whole).series()).hasSize(2);
  }

  @Test
  void refusesADeepBody() {
    String deep = "{\"x\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> decode(deep)).isInstanceOf(MalformedBodyException.class);
  }

  @Test
  void endsAMutatedBodyInAResultOrItsOwnException() throws IOException {
    Random random = new Random(20_260_801);
    byte[] alphabet = "{}[]\",:0123456789.-+eE null\\u\u00e9".getBytes(UTF_8);
    int decoded = 0;
    for (int round = 0; round < 5_000; round++) {
      byte[] body = REAL.getBytes(UTF_8);
      for (int i = random.nextInt(4); i >= 0; i--) {
        byte with =
            random.nextBoolean()
                ? alphabet[random.nextInt(alphabet.length)]
                : (byte) random.nextInt(256);
        body[random.nextInt(body.length)] = with;
      }
      try {
        for (Series series : decode(body, 1, 0).series()) {
          assertThat(Double.isInfinite(series.value())).isFalse();
        }
        decoded++;
      } catch (MalformedBodyException e) {
        assertThat(e).hasMessageNotContaining("Exception");
      }
    }
    // Neither all nor none, so the mutations cause both results.
    assertThat(decoded).isBetween(100, 4_900);
  }

  @Test
  void needsNoMemoryPerPoint() throws IOException, ReflectiveOperationException {
    byte[] few = body(35, 20);
    byte[] many = body(35, 300);
    long fewBytes = allocated(few);
    long manyBytes = allocated(many);
    // A few of the numbers are too long for the fast parser.
    assertThat(manyBytes - fewBytes).as("for 9,800 more points").isLessThan(9_800);
    // Far less than a model of all points.
    assertThat(fewBytes).isLessThan(20_000);
  }

  private static long allocated(byte[] body) throws IOException, ReflectiveOperationException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 200; i++) {
      long before = AllocatedBytes.ofThisThread();
      decode(body, new int[35]);
      least = Math.min(least, AllocatedBytes.ofThisThread() - before);
    }
    return least;
  }

  private static byte[] body(int series, int points) {
    Random random = new Random(1);
    StringBuilder json = new StringBuilder("{\"status\":\"ok\",\"series\":[");
    for (int s = 0; s < series; s++) {
      json.append(s == 0 ? "" : ",")
          .append("{\"query_index\":")
          .append(s)
          .append(",\"pointlist\":[");
      for (int p = 0; p < points; p++) {
        json.append(p == 0 ? "" : ",")
            .append(
                String.format(
                    Locale.ROOT, "[%d.0,%s]", 1_596_011_442_000L + p, random.nextDouble() * 1000));
      }
      json.append("]}");
    }
    return json.append("]}").toString().getBytes(UTF_8);
  }
}
