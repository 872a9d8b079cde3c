package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.Fleet.Member;
import io.github.scaler4j.fixtures.DatadogAnswer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A host that answers nobody for minutes, but as if it worked. */
class ErrorPagesTest {

  private static final Duration SETTLED = Duration.ofMinutes(10);

  private final VirtualDatadog datadog = new VirtualDatadog();

  static Stream<Arguments> dresses() {
    return Stream.of(
        Arguments.of("a page with 200", DatadogAnswer.page(200)),
        Arguments.of("timed out with 200", DatadogAnswer.errorWith200("Query timed out")),
        Arguments.of("unknown words with 400", DatadogAnswer.error(400, "Try again later")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dresses")
  void keepsRequestsWhole(String name, DatadogAnswer dress) {
    datadog.account().limit(1_600);
    try (Fleet fleet = new Fleet(datadog)) {
      List<Member> healthy = fleet.addHealthy(100);
      fleet.poll(SETTLED);
      datadog.trouble((queries, answer) -> dress);
      fleet.poll(Duration.ofMinutes(10));
      datadog.trouble((queries, answer) -> answer);
      fleet.poll(Duration.ofMinutes(5));
      datadog.forgetCounts();
      healthy.forEach(Member::forget);
      fleet.poll(Duration.ofMinutes(2));
      System.out.printf(
          "10 minutes of %s: then %d queries at most, %d of %d fresh, worst age %.0f s%n",
          name,
          datadog.largest(),
          Fleet.fresh(healthy),
          Fleet.reads(healthy),
          Fleet.worstAge(healthy));
      assertThat(datadog.largest()).isGreaterThan(30);
      assertThat(Fleet.fresh(healthy)).isEqualTo(Fleet.reads(healthy));
    }
  }
}
