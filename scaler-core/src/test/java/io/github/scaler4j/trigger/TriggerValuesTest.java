package io.github.scaler4j.trigger;

import static io.github.scaler4j.trigger.TriggerProblems.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.hpa.MetricTargetType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that each parameter accepts. */
class TriggerValuesTest {

  @ParameterizedTest
  @CsvSource({
    "global, '', VALUE",
    "GLOBAL, '', VALUE",
    "average, '', AVERAGE_VALUE",
    ", Value, VALUE",
    ", AverageValue, AVERAGE_VALUE",
    ", '', AVERAGE_VALUE"
  })
  void honoursTypeAndMetricType(String type, String metricType, MetricTargetType expected) {
    for (Triggers triggers : List.of(Triggers.api(), Triggers.agent())) {
      if (type != null) {
        triggers.set("type", type);
      }
      assertThat(triggers.metricType(metricType).parse().metricSpec().target().type())
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " global", "notatype"})
  void refusesOtherTypes(String type) {
    assertThat(problem(Triggers.agent().set("type", type)).parameter()).isEqualTo("type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Utilization", "Bogus", "value", " Value"})
  void refusesOtherMetricTypes(String metricType) {
    assertThat(problem(Triggers.api().metricType(metricType)).parameter()).isEqualTo("metricType");
  }

  @Test
  void refusesTypeBesideMetricType() {
    assertThat(problem(Triggers.api().set("type", "average").metricType("AverageValue")).message())
        .isEqualTo(
            "\"average\" together with metricType \"AverageValue\"; accepted: only one of them, and"
                + " metricType is the newer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "-1", "-1.0", "-5", "1e-400", "null", "1e309", "+5", "05"})
  void refusesTargetsThatKubernetesWouldRefuse(String target) {
    assertThat(problem(Triggers.api().set("targetValue", target)).parameter())
        .isEqualTo("targetValue,queryValue");
    assertThat(problem(Triggers.agent().set("targetValue", target)).message()).contains(target);
  }

  @Test
  void acceptsAMetricSourceWithoutATarget() {
    assertThat(Triggers.api().without("queryValue").metricSource().parse().targetValue()).isZero();
    assertThat(Triggers.api().set("queryValue", "-1").metricSource().parse().targetValue())
        .isZero();
    assertThat(Triggers.api().set("queryValue", "0").metricSource().parse().targetValue()).isZero();
  }

  @Test
  void readsTheModesOwnActivationFirst() {
    assertThat(Triggers.api().parse().activationValue()).isZero();
    assertThat(Triggers.api().set("activationTargetValue", "5").parse().activationValue())
        .isEqualTo(5);
    assertThat(Triggers.agent().set("activationQueryValue", "5").parse().activationValue())
        .isEqualTo(5);
    assertThat(both(Triggers.api()).activationValue()).isZero();
    assertThat(both(Triggers.agent()).activationValue()).isEqualTo(6);
    assertThat(problem(Triggers.api().set("activationTargetValue", "null")).parameter())
        .isEqualTo("activationTargetValue");
  }

  private static DatadogTrigger both(Triggers triggers) {
    return triggers.set("activationQueryValue", "0").set("activationTargetValue", "6").parse();
  }

  @Test
  void readsNullAsNoFill() {
    assertThat(Triggers.api().parse().metricUnavailableValue()).isEmpty();
    assertThat(
            Triggers.api().set("metricUnavailableValue", "null").parse().metricUnavailableValue())
        .isEmpty();
    assertThat(
            Triggers.api().set("metricUnavailableValue", "-1.0").parse().metricUnavailableValue())
        .hasValue(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "30s, 30000",
    "30, 30",
    "0s, 4000",
    "0, 4000",
    "'', 4000",
    "0.9ns, 4000",
    "10us, 0",
    "1m, 60000"
  })
  void readsTheTimeoutOrTheDefault(String timeout, long millis) {
    Triggers triggers = Triggers.api().set("timeout", timeout);
    triggers.builder().defaultTimeout(Duration.ofSeconds(4));

    assertThat(triggers.parse().timeout().toMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1000})
  void waits300MillisecondsForAnEmptyDefault(long millis) {
    Triggers triggers = Triggers.agent();
    triggers.builder().defaultTimeout(Duration.ofMillis(millis));

    assertThat(triggers.parse().timeout()).isEqualTo(Duration.ofMillis(300));
  }

  @ParameterizedTest
  @ValueSource(strings = {"age", "timeWindowOffset", "lastAvailablePointOffset"})
  void refusesNegativeIntegersInBothModes(String parameter) {
    assertThat(problem(Triggers.api().set(parameter, "-1")).parameter()).isEqualTo(parameter);
    assertThat(problem(Triggers.agent().set(parameter, "-1")).parameter()).isEqualTo(parameter);
    assertThat(problem(Triggers.agent().set(parameter, "null")).parameter()).isEqualTo(parameter);
  }

  @Test
  void acceptsTheLargestIntegers() {
    String largest = Long.toString(Long.MAX_VALUE);
    DatadogQuery query =
        Triggers.api()
            .set("age", largest)
            .set("lastAvailablePointOffset", largest)
            .parseApi()
            .query();

    assertThat(query.age()).isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(query.lastAvailablePointOffset()).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queryValue",
        "targetValue",
        "activationQueryValue",
        "activationTargetValue",
        "metricUnavailableValue"
      })
  void refusesNumbersThatNoDoubleHolds(String parameter) {
    String digits = "9".repeat(400);
    for (String text : List.of("1e999", "-1e999", digits, "-" + digits, "NaN", "Infinity")) {
      for (Triggers trigger : List.of(Triggers.api(), Triggers.agent())) {
        String target = parameter.equals("queryValue") ? "queryValue" : "targetValue";
        trigger.without("queryValue").without("targetValue").set(target, "2");
        assertThat(problem(trigger.set(parameter, text)).parameter()).contains(parameter);
      }
    }
  }
}
