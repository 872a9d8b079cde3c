package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpClientsTest {

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 401, 408, 421, 429, 500, 503})
  void sendsARequestOnceWhateverTheAnswer(int status) throws IOException {
    OkHttpClient client = HttpClients.newClient().build();
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      for (int i = 0; i < 2; i++) {
        server.enqueue(
            new MockResponse.Builder()
                .code(status)
                .addHeader("Retry-After", "0")
                .addHeader("Location", "/elsewhere")
                .build());
      }
      try (Response response =
          client.newCall(new Request.Builder().url(server.url("/")).build()).execute()) {
        assertThat(response.code()).isEqualTo(status);
      }
      assertThat(server.getRequestCount()).isEqualTo(1);
    } finally {
      HttpClients.close(client);
    }
  }
}
