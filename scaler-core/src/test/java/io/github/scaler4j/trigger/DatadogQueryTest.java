package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DatadogQueryTest {

  private static DatadogQuery query(String text, long age, long offset, long points) {
    return DatadogQuery.of(text, Duration.ofSeconds(age), Duration.ofSeconds(offset), points);
  }

  @Test
  void isEqualIfItAsksTheSame() {
    DatadogQuery query = query(" avg:x{*} ", 90, 5, 1);
    assertThat(query)
        .isEqualTo(query("avg:x{*}", 90, 5, 1))
        .hasSameHashCodeAs(query("avg:x{*}", 90, 5, 1))
        .hasToString("DatadogQuery[avg:x{*}, age 90 s]");
    assertThat(query.timeWindowOffset()).isEqualTo(Duration.ofSeconds(5));
    assertThat(query.hashCode()).isNotZero();
  }

  static Stream<DatadogQuery> others() {
    return Stream.of(
        query("avg:y{*}", 90, 5, 1),
        query("avg:x{*}", 91, 5, 1),
        query("avg:x{*}", 90, 6, 1),
        query("avg:x{*}", 90, 5, 2));
  }

  @ParameterizedTest
  @MethodSource("others")
  void differsInEachPart(DatadogQuery other) {
    assertThat(query("avg:x{*}", 90, 5, 1)).isNotEqualTo(other).isNotEqualTo(new Object());
  }

  @ParameterizedTest
  @CsvSource({
    "' ', 0, 0, 0, text",
    "avg:x{*}, -1, 0, 0, age",
    "avg:x{*}, 0, -1, 0, timeWindowOffset",
    "avg:x{*}, 0, 0, -1, lastAvailablePointOffset"
  })
  void refusesUnusableQueries(String text, long age, long offset, long points, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> query(text, age, offset, points))
        .withMessageStartingWith(named + ": ");
  }

  @Test
  void acceptsZeroAndTheLongest() {
    assertThat(query("avg:x{*}", 0, 0, 0).batchable()).isTrue();
    assertThat(query("avg:x{*}", Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE).age())
        .isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
  }
}
