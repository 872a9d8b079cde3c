package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.SeriesBodies.decode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.engine.MalformedBodyException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON that the decoder accepts. */
class SeriesDecoderShapeTest {

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

  @Test
  void refusesASecondDocument() {
    assertThatThrownBy(() -> decode("{\"status\":\"ok\"} {}"))
        .isInstanceOf(MalformedBodyException.class);
  }
}
