package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Checks the metadata for GraalVM's native-image: the names that {@link OkHttpVersion} looks up.
 */
class NativeImageTest {

  private static final String METADATA =
      "/META-INF/native-image/io.github.scaler4j/scaler-core/reflect-config.json";

  @Test
  void namesMembersThatAreThere() throws Exception {
    List<String> found = new ArrayList<>();
    try (InputStream in = OkHttpVersion.class.getResourceAsStream(METADATA)) {
      for (JsonNode entry : new ObjectMapper().readTree(in)) {
        Class<?> type = Class.forName(entry.get("name").textValue());
        for (JsonNode field : entry.path("fields")) {
          found.add(type.getField(field.get("name").textValue()).toString());
        }
        for (JsonNode method : entry.path("methods")) {
          Class<?> parameter = Class.forName(method.get("parameterTypes").get(0).textValue());
          found.add(type.getMethod(method.get("name").textValue(), parameter).toString());
        }
      }
    }
    assertThat(found)
        .hasSize(2)
        .anyMatch(member -> member.endsWith("okhttp3.OkHttp.VERSION"))
        .anyMatch(member -> member.endsWith("okio.Okio.socket(java.net.Socket)"));
  }
}
