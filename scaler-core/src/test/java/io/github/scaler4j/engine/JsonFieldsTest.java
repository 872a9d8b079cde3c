package io.github.scaler4j.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

  /** Reads the fields a and b, which hold strings. */
  private static List<String> read(String text) throws IOException {
    List<String> read = new ArrayList<>();
    try (JsonParser json = JsonFields.parser(text)) {
      json.nextToken();
      JsonFields.object(
          json,
          "the body",
          List.of("a", "b"),
          name -> {
            JsonFields.expect(json, name, JsonToken.VALUE_STRING);
            read.add(name + json.getText());
          });
      JsonFields.expectEnd(json);
    }
    return read;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|~~",
        "{\"b\":\"1\",\"a\":\"2\"}|b1,a2",
        "{\"x\":{\"a\":[{\"b\":1}]},\"a\":\"1\",\"x\":2,\"y\":[[]]}|a1",
        " { \"a\" : \"1\" } |a1",
      })
  void readsTheKnownFieldsAndSkipsTheRest(String text, String read) throws IOException {
    assertThat(String.join(",", read(text))).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~|the body: expected an object, got the end of the body",
        "[]|the body: expected an object, got an array",
        "null|the body: expected an object, got null",
        "\"a\"|the body: expected an object, got a string",
        "1|the body: expected an object, got an integer",
        "1.5|the body: expected an object, got a number",
        "true|the body: expected an object, got true",
        "{\"a\":{}}|a: expected a string, got an object",
        "{\"a\":\"1\",\"b\":\"1\",\"a\":\"1\"}|the body: a is given twice",
        "{} {}|there is more text after the JSON object",
      })
  void namesTheProblem(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessage(message)
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\":", "{'a':1}", "{\"x\":NaN}", "{\"x\":01}", "{}}", "secret"})
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            JacksonException.class,
            e -> assertThat(JsonFields.notJson(e)).hasMessageNotContaining("secret").hasNoCause());
  }

  @Test
  void hasLimits() throws IOException {
    assertThat(read("{\"x\":" + "[".repeat(50) + "]".repeat(50) + "}")).isEmpty();
    assertThatThrownBy(() -> read("{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}"))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> read("{\"a\":\"" + "a".repeat(3 << 20) + "\"}"))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> read("{\"x\":" + "1".repeat(2000) + "}"))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void refusesANameThatNoServerHas() throws IOException {
    String longest = "{\"" + "n".repeat(512) + "\":1}";
    assertThat(read(longest)).isEmpty();
    assertThatThrownBy(() -> read(longest.replace("nn\"", "nnn\"")))
        .isInstanceOf(JacksonException.class);
    byte[] bytes = longest.replace("nn\"", "nnn\"").getBytes(UTF_8);
    assertThatThrownBy(
            () -> {
              try (JsonParser json = JsonFields.parser(new ByteArrayInputStream(bytes))) {
                while (json.nextToken() != null) {}
              }
            })
        .isInstanceOf(JacksonException.class);
  }
}
