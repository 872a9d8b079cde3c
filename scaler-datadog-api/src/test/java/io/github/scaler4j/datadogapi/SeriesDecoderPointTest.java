package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.SeriesBodies.onlySeries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.engine.MalformedBodyException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The point that is a series' value, and how numbers are read. */
class SeriesDecoderPointTest {

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
}
