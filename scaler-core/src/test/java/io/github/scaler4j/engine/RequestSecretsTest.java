package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.Request;
import org.junit.jupiter.api.Test;

class RequestSecretsTest {

  @Test
  void findsEverythingNotKnownToBePublic() {
    Request request =
        new Request.Builder()
            .url("http://localhost/")
            .header("Accept", "application/json")
            .header("User-Agent", "scaler4j")
            .header("DD-API-KEY", "a key")
            .header("Authorization", "Bearer t0ken")
            .build();
    assertThat(RequestSecrets.of(request))
        .containsExactlyInAnyOrder("a key", "key", "Bearer t0ken", "t0ken");
  }
}
