package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

  private final NumberText number = new NumberText();

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0.9,0",
    "1700000000000.0,1700000000000",
    "-12.5,-12",
    "999999999999999999,999999999999999999",
    "9223372036854775807,9223372036854775807",
    "99999999999999999999.5,9223372036854775807",
    "1.7e12,1700000000000",
    "17e11,1700000000000",
    "1e-999,0"
  })
  void cutsTheFraction(String text, long whole) throws IOException {
    read(text);
    assertThat(number.wholePart()).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"13.799999999999998", "-1.5E-7", "2e308", "4.9e-324", "0.1"})
  void parsesAsTheJdkDoes(String text) throws IOException {
    read(text);
    assertThat(number.isNumber()).isTrue();
    assertThat(number.fitsDouble()).isEqualTo(Double.isFinite(Double.parseDouble(text)));
    assertThat(number.toDouble()).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
  void tellsWordsFromNumbers(String text) throws IOException {
    read(text);
    assertThat(number.isNumber()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999", "1E+309"})
  void refusesWhatIsNotFinite(String text) throws IOException {
    read(text);
    assertThat(number.isNumber()).isTrue();
    assertThat(number.fitsDouble()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"300,true", "309,true", "310,false"})
  void parsesALongNumberToSeeWhetherItIsFinite(int digits, boolean finite) throws IOException {
    read("1" + "0".repeat(digits - 1));
    assertThat(number.fitsDouble()).isEqualTo(finite);
  }

  private void read(String text) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      json.enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature());
      json.nextToken();
      number.read(json);
    }
  }
}
