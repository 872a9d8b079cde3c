package io.github.scaler4j.hpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.hpa.HpaMemory.Recommendation;
import io.github.scaler4j.hpa.HpaMemory.ScaleEvent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of Kubernetes' own tests of behavior and stabilisation. */
class KubernetesRowsTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  static Stream<Arguments> limits() throws IOException {
    return rows("kubernetes-limits.tsv");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void limits(String name, List<String> row) {
    List<ScaleEvent> ups = spreadEvents(row.get(2));
    List<ScaleEvent> downs = spreadEvents(row.get(3));
    HpaSpec bounds = HpaSpec.of(number(row, 4), number(row, 5));
    HpaBehavior behavior =
        HpaBehavior.of(
            rules(row.get(6), ScalingRules.scaleUpDefaults()),
            rules(row.get(7), ScalingRules.scaleDownDefaults()));
    int current = number(row, 8);
    int desired = number(row, 9);

    HpaDecision.Limited result =
        row.get(1).equals("yes")
            ? ScalingLimit.withBehavior(
                bounds, behavior, new HpaMemory(List.of(), ups, downs), current, desired, NOW)
            : ScalingLimit.withoutBehavior(bounds, current, desired);

    assertThat(result.replicas()).isEqualTo(number(row, 10));
    assertThat(result.limit().kubernetesName()).isEqualTo(row.get(11));
  }

  static Stream<Arguments> windows() throws IOException {
    return rows("kubernetes-windows.tsv");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("windows")
  void stabilizes(String name, List<String> row) {
    List<Recommendation> past =
        entries(row.get(3)).map(entry -> new Recommendation(entry[0], ago(entry[1]))).toList();
    int current = number(row, 4);
    int desired = number(row, 5);

    StabilizationWindow.Result result =
        row.get(1).equals("-")
            ? StabilizationWindow.withoutBehavior(past, desired, NOW)
            : StabilizationWindow.withBehavior(
                HpaBehavior.of(
                    ScalingRules.scaleUpDefaults()
                        .withStabilizationWindow(Duration.ofSeconds(number(row, 1))),
                    ScalingRules.scaleDownDefaults()
                        .withStabilizationWindow(Duration.ofSeconds(number(row, 2)))),
                past,
                current,
                desired,
                NOW);

    assertThat(result.replicas()).isEqualTo(number(row, 6));
    assertThat(result.recommendations())
        .extracting(Recommendation::replicas)
        .containsExactlyElementsOf(numbers(row.get(7)));
    assertThat(result.holder().isPresent()).isEqualTo(result.replicas() != desired);
  }

  static Stream<Arguments> events() throws IOException {
    return rows("kubernetes-events.tsv");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void remembersEvents(String name, List<String> row) {
    ScalingRules rules = rules(row.get(1), ScalingRules.scaleUpDefaults());
    HpaBehavior behavior = HpaBehavior.of(rules, rules);
    List<ScaleEvent> past =
        entries(row.get(2)).map(entry -> new ScaleEvent(entry[0], ago(entry[1]))).toList();
    HpaMemory memory = new HpaMemory(List.of(), past, past);

    assertThat(HpaMemory.changeWithin(past, Duration.ofMinutes(1), NOW)).isEqualTo(number(row, 4));
    assertThat(memory.withChange(behavior, 10, 15, NOW).scaleUps())
        .extracting(ScaleEvent::change)
        .containsExactlyElementsOf(numbers(row.get(3)));
    assertThat(memory.withChange(behavior, 10, 5, NOW).scaleDowns())
        .extracting(ScaleEvent::change)
        .containsExactlyElementsOf(numbers(row.get(3)));
  }

  private static Stream<Arguments> rows(String file) throws IOException {
    try (InputStream in = KubernetesRowsTest.class.getResourceAsStream(file)) {
      List<String> lines = new String(in.readAllBytes(), UTF_8).lines().toList();
      return lines.stream()
          .filter(line -> !line.startsWith("#") && !line.startsWith("name\t"))
          .map(line -> Arrays.asList(line.split("\t", -1)))
          .map(row -> Arguments.of(row.get(0), row));
    }
  }

  private static int number(List<String> row, int column) {
    return Integer.parseInt(row.get(column));
  }

  private static List<Integer> numbers(String list) {
    return Arrays.stream(list.split(",", -1)).map(Integer::valueOf).toList();
  }

  /** {@code 4@120,5@60}: a number and how many seconds ago. */
  private static Stream<int[]> entries(String text) {
    return text.equals("-")
        ? Stream.empty()
        : Arrays.stream(text.split(",", -1))
            .map(
                entry -> Arrays.stream(entry.split("@", -1)).mapToInt(Integer::parseInt).toArray());
  }

  /** {@code 1,5,9/120}: three events in the middles of three equal parts of two minutes. */
  private static List<ScaleEvent> spreadEvents(String text) {
    List<ScaleEvent> events = new ArrayList<>();
    if (!text.equals("-")) {
      List<Integer> changes = numbers(text.split("/", -1)[0]);
      double period = Double.parseDouble(text.split("/", -1)[1]);
      double part = period / changes.size();
      for (int i = 0; i < changes.size(); i++) {
        events.add(new ScaleEvent(changes.get(i), ago((int) (period - part * (i + 1) + part / 2))));
      }
    }
    return events;
  }

  private static Instant ago(int seconds) {
    return NOW.minusSeconds(seconds);
  }

  /** {@code Min:2/60+50%/60@300}. */
  private static ScalingRules rules(String text, ScalingRules defaults) {
    if (text.equals("-")) {
      return defaults;
    }
    SelectPolicy select = text.startsWith("Min:") ? SelectPolicy.MIN : SelectPolicy.MAX;
    String[] parts = text.replace("Min:", "").split("@", -1);
    List<ScalingPolicy> policies =
        Arrays.stream(parts[0].split("\\+", -1)).map(KubernetesRowsTest::policy).toList();
    return ScalingRules.scaleUpDefaults()
        .withStabilizationWindow(Duration.ofSeconds(Long.parseLong(parts[1])))
        .withSelectPolicy(select)
        .withPolicies(policies);
  }

  private static ScalingPolicy policy(String text) {
    String[] parts = text.split("/", -1);
    Duration period = Duration.ofSeconds(Long.parseLong(parts[1]));
    return Optional.of(parts[0])
        .filter(value -> value.endsWith("%"))
        .map(value -> ScalingPolicy.percent(Integer.parseInt(value.replace("%", "")), period))
        .orElseGet(() -> ScalingPolicy.pods(Integer.parseInt(parts[0]), period));
  }
}
