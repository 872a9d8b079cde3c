package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.SeriesBodies.decode;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bodies are answers, their series, and the words of the others. */
class SeriesDecoderBodyTest {

  @Test
  void readsWhatDatadogAnswers() throws IOException {
    SeriesBody response = decode(SeriesBodies.REAL);
    assertThat(response.answers()).isTrue();
    assertThat(response.series())
        .containsExactly(new Series(0, 11.0, 1596011502000L), new Series(1, -2e-3, 1596011442000L));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "7,7", "null,-1", "-1,-1", "-5,-1"})
  void readsTheIndex(String json, int index) throws IOException {
    assertThat(decode("{\"series\":[{\"query_index\":" + json + "}]}").series())
        .extracting(Series::queryIndex)
        .containsExactly(index);
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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"status\":\"ok\"}|~~",
        "{\"status\":\"ok\",\"series\":null}|~~",
        "{\"status\":\"ok\",\"series\":[]}|~~",
        "{\"message\":\"\",\"status\":\"ok\",\"series\":[]}|~~",
        "{\"status\":\"ok\",\"message\":\"success\"}|success",
        // fields for errors, without an error
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
        // the status does not say ok
        "{}|~~",
        "{\"series\":[{\"pointlist\":[[1,5]]}]}|~~",
        "{\"status\":null}|~~",
        "{\"status\":\"OK\"}|~~",
        "{\"status\":\"up\"}|~~",
        "{\"status\":\"\"}|~~",
        "{\"message\":\"Forbidden\"}|Forbidden",
        "{\"Message\":\"User is not authorized\"}|~~",
        "{\"errors\":[\"Forbidden\"]}|Forbidden",
        // the status says error
        "{\"status\":\"error\",\"error\":\"Invalid query input:\"}|Invalid query input:",
        "{\"error\":\"a\",\"status\":\"error\",\"series\":[]}|a",
        "{\"status\":\"error\",\"errors\":[\"a\",1,{},\"b\"]}|a; b",
        "{\"status\":\"error\",\"error\":{\"x\":[1]}}|~~",
        "{\"status\":\"error\",\"message\":\"m\"}|m",
        // an error next to the series, in any form
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
  void takesNoOtherBodyForAnAnswer(String json, String words) throws IOException {
    assertThat(decode(json).answers()).isFalse();
    assertThat(decode(json).words()).isEqualTo(words);
  }
}
