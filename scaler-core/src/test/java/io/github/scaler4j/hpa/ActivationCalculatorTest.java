package io.github.scaler4j.hpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.hpa.ActivationDecision.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationCalculatorTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(1));
  private static final Activity ACTIVE = Activity.of(true, false);
  private static final Activity INACTIVE = Activity.of(false, false);

  static Stream<List<String>> rows() throws IOException {
    try (InputStream in = ActivationCalculatorTest.class.getResourceAsStream("executor.tsv")) {
      return new String(in.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#") && !line.startsWith("trigger\t"))
              .map(line -> List.of(line.split("\t", -1)))
              .toList()
              .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void decidesAsKedasExecutor(List<String> row) {
    Activity activity =
        Activity.of(
            List.of("active", "partly").contains(row.get(0)),
            List.of("failed", "partly").contains(row.get(0)));
    ScaleSettings.Builder settings = ScaleSettings.builder().annotations(annotations(row.get(6)));
    number(row.get(1)).ifPresent(replicas -> settings.fallback(Fallback.of(3, replicas)));
    number(row.get(2)).ifPresent(settings::minReplicaCount);
    number(row.get(3)).ifPresent(settings::idleReplicaCount);
    Instant lastActive = row.get(5).equals("yes") ? LONG_AGO : NOW.minusSeconds(200);
    ActivationState state = new ActivationState(LONG_AGO, Optional.of(lastActive));

    ActivationDecision decision =
        ActivationCalculator.of(settings.build())
            .decide(activity, Integer.parseInt(row.get(4)), state, NOW);

    assertThat(decision.scaleTo()).isEqualTo(number(row.get(7)));
    assertThat(decision.reason()).hasToString(row.get(8));
    assertThat(decision.state().lastActive()).contains(row.get(9).equals("yes") ? NOW : lastActive);
    assertThat(decision.deactivatesAfter().isPresent())
        .isEqualTo(decision.reason() == Reason.COOLING_DOWN);
  }

  @Test
  void waitsForMoreThanTheCooldown() {
    Instant atTheEdge = NOW.minus(Duration.ofMinutes(5));

    ActivationDecision cooling =
        decide(
            ScaleSettings.defaults(),
            INACTIVE,
            new ActivationState(LONG_AGO, Optional.of(atTheEdge)));
    assertThat(cooling.reason()).isEqualTo(Reason.COOLING_DOWN);
    assertThat(cooling.deactivatesAfter()).contains(NOW);
    assertThat(
            decide(
                    ScaleSettings.defaults(),
                    INACTIVE,
                    new ActivationState(LONG_AGO, Optional.of(atTheEdge.minusNanos(1))))
                .scaleTo())
        .hasValue(0);
  }

  @Test
  void keepsTheLastActivityInWholeSeconds() {
    Instant now = NOW.plusMillis(700);

    assertThat(
            ActivationCalculator.of(ScaleSettings.defaults())
                .decide(ACTIVE, 4, ActivationState.createdAt(LONG_AGO), now)
                .state()
                .lastActive())
        .contains(NOW);
  }

  @Test
  void knowsTheInitialCooldown() {
    ScaleSettings settings =
        ScaleSettings.builder().initialCooldownPeriod(Duration.ofMinutes(1)).build();

    ActivationDecision cooling =
        decide(settings, INACTIVE, ActivationState.createdAt(NOW.minusSeconds(60)));
    assertThat(cooling.reason()).isEqualTo(Reason.COOLING_DOWN);
    assertThat(cooling.deactivatesAfter()).contains(NOW);
    assertThat(
            decide(settings, INACTIVE, ActivationState.createdAt(NOW.minusSeconds(61))).scaleTo())
        .hasValue(0);
  }

  private static ActivationDecision decide(
      ScaleSettings settings, Activity activity, ActivationState state) {
    return ActivationCalculator.of(settings).decide(activity, 4, state, NOW);
  }

  private static OptionalInt number(String text) {
    return text.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }

  private static ScaleAnnotations annotations(String text) {
    Map<String, String> annotations = new HashMap<>();
    if (!text.equals("-")) {
      for (String annotation : text.split(",", -1)) {
        String[] parts = annotation.split("=", -1);
        annotations.put("autoscaling.keda.sh/" + parts[0], parts.length == 1 ? "true" : parts[1]);
      }
    }
    return ScaleAnnotations.of(annotations);
  }
}
