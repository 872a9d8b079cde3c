package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.trigger.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is logged of many accounts on one host. */
class LanesByAccountTest {

  private static final String KEY = "secret0key";

  private final TestSource lane = new TestSource();

  @Test
  void warnsOnceOfManyAccountsOnAHost() {
    assertThat(logOf(() -> want("datadoghq.eu", 0, 19))).doesNotContain("WARN");
    assertThat(logOf(() -> want("datadoghq.eu", 19, 25)))
        .doesNotContain(KEY)
        .containsOnlyOnce("WARN")
        .contains(
            "api.datadoghq.eu is read with 20 different pairs of keys, each with its own requests"
                + " and budget; if they belong to one organisation, use one pair, or give the"
                + " suppliers of each key the same name (SecretSupplier.named)");
  }

  @Test
  void countsTheAccountsOfEachHost() {
    want("datadoghq.eu", 0, 19);
    assertThat(logOf(() -> want("datadoghq.com", 0, 19))).doesNotContain("WARN");
    assertThat(logOf(() -> want("datadoghq.com", 19, 20)))
        .contains("api.datadoghq.com is read with 20 different pairs of keys");
  }

  private void want(String site, int from, int to) {
    for (int i = from; i < to; i++) {
      lane.want(
          trigger(
              query("avg:a{*}"),
              Optional.empty(),
              OptionalDouble.empty(),
              site,
              Secret.of(KEY + i)));
    }
  }

  private static String logOf(Runnable action) {
    PrintStream stderr = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(stderr);
    }
    return log.toString(StandardCharsets.UTF_8);
  }
}
