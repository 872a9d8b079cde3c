package io.github.scaler4j.hpa;

import static io.github.scaler4j.hpa.AutoscalerRun.failure;
import static io.github.scaler4j.hpa.AutoscalerRun.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoscalerRestartTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void changesNoDecision() {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(day(seed, true)).isEqualTo(day(seed, false));
    }
  }

  private static List<String> day(int seed, boolean restarts) {
    Random random = new Random(seed);
    AutoscalerRun run =
        new AutoscalerRun(
            ScaleSettings.builder()
                .minReplicaCount(random.nextInt(2))
                .maxReplicaCount(20)
                .cooldownPeriod(Duration.ofSeconds(60))
                .behavior(HpaBehavior.defaults())
                .fallback(Fallback.of(2, 6))
                .build(),
            1);
    List<String> decisions = new ArrayList<>();
    for (int second = 0; second < 3600; second += 15) {
      double level = random.nextInt(3) == 0 ? 0 : random.nextInt(30);
      TriggerObservation observation =
          random.nextInt(4) == 0 ? failure(second) : value(level, second);
      if (second % 30 == 0) {
        decisions.add(run.poll(second, observation).explain());
      }
      decisions.add(run.sync(second, observation).explain());
      boolean stops = random.nextInt(5) == 0;
      if (restarts && stops) {
        run.state = stored(run.state);
      }
    }
    return decisions;
  }

  private static AutoscalerState stored(AutoscalerState state) {
    try {
      AutoscalerState read =
          AutoscalerState.fromMap(
              JSON.readValue(
                  JSON.writeValueAsString(state.toMap()),
                  new TypeReference<Map<String, Object>>() {}));
      assertThat(read).isEqualTo(state);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void storesAStateAsTheSameText() throws IOException {
    AutoscalerRun run =
        new AutoscalerRun(
            ScaleSettings.builder()
                .behavior(HpaBehavior.defaults())
                .fallback(Fallback.of(2, 6))
                .build(),
            1);
    run.poll(0, value(4));
    run.sync(0, value(4));

    assertThat(JSON.writeValueAsString(run.state.toMap()))
        .isEqualTo(
            """
            {"createdAt":"2026-10-31T12:00:00Z","lastActive":"2026-11-01T12:00:00Z",\
            "health":{"s0-m":{"failures":0,"answeredAt":"2026-11-01T12:00:00Z"}},\
            "recommendations":[{"replicas":1,"at":"2026-11-01T12:00:00Z"},\
            {"replicas":2,"at":"2026-11-01T12:00:00Z"}],\
            "scaleUps":[{"replicas":1,"at":"2026-11-01T12:00:00Z"}],"scaleDowns":[]}""");
  }

  @Test
  void refusesAnInvalidState() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AutoscalerState.fromMap(Map.of()))
        .withMessage("createdAt: must be a time in ISO 8601, got null");
    Map<String, Object> broken =
        Map.of(
            "createdAt",
            "yesterday",
            "health",
            Map.of(),
            "recommendations",
            List.of(),
            "scaleUps",
            List.of(),
            "scaleDowns",
            List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AutoscalerState.fromMap(broken))
        .withMessage("createdAt: must be a time in ISO 8601, got yesterday");
  }

  /** Some serializers leave out what is empty. */
  @Test
  void readsAStateWithoutItsEmptyParts() {
    AutoscalerState empty = AutoscalerState.initial(AutoscalerRun.START);
    assertThat(AutoscalerState.fromMap(Map.of("createdAt", AutoscalerRun.START.toString())))
        .isEqualTo(empty);
    for (String part : List.of("health", "recommendations", "scaleUps", "scaleDowns")) {
      Map<String, Object> map = new HashMap<>(empty.toMap());
      map.remove(part);
      assertThat(AutoscalerState.fromMap(map)).as("without %s", part).isEqualTo(empty);
      map.put(part, "none");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AutoscalerState.fromMap(map))
          .withMessageContaining(part)
          .withMessageContaining("got none");
    }
  }

  /** A negative change would lift every policy. */
  @ParameterizedTest
  @CsvSource({
    "recommendations, -1, 'replicas: must be 0 or more, got -1'",
    "scaleUps, -1000000, 'change: must be 1 or more, got -1000000'",
    "scaleUps, 0, 'change: must be 1 or more, got 0'",
    "scaleDowns, -1, 'change: must be 1 or more, got -1'"
  })
  void refusesNumbersThatNoDecisionGives(String part, int replicas, String message) {
    Map<String, Object> map = new HashMap<>(AutoscalerState.initial(AutoscalerRun.START).toMap());
    map.put(part, List.of(Map.of("replicas", replicas, "at", AutoscalerRun.START.toString())));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AutoscalerState.fromMap(map))
        .withMessage(message);
  }
}
