package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DatadogApiOptionsTest {

  static Stream<Arguments> refused() {
    Duration negative = Duration.ofNanos(-1);
    Duration millennium = Duration.ofDays(365_000);
    return Stream.of(
        refused("freshFor", builder -> builder.freshFor(negative)),
        refused("freshFor", builder -> builder.freshFor(millennium)),
        refused("staleFor", builder -> builder.staleFor(negative)),
        refused("staleFor", builder -> builder.staleFor(millennium)),
        refused("idleAfter", builder -> builder.idleAfter(Duration.ZERO)),
        refused("idleAfter", builder -> builder.idleAfter(millennium)),
        refused("maxParallelRequests", builder -> builder.maxParallelRequests(0)),
        refused("maxParallelRequests", builder -> builder.maxParallelRequests(1_001)),
        refused("retries", builder -> builder.retries(-1)),
        refused("retries", builder -> builder.retries(11)),
        refused("bodyCap", builder -> builder.bodyCap(0)),
        refused("bodyCap", builder -> builder.bodyCap(Long.MAX_VALUE)),
        refused("endpoint", builder -> builder.endpoint(URI.create("ftp://host"))),
        refused(
            "siteEndpoints",
            builder -> builder.siteEndpoints(Map.of("a/b", URI.create("https://host")))),
        refused(
            "siteEndpoints",
            builder -> builder.siteEndpoints(Map.of("gateway", URI.create("https://k@host")))),
        refused("maxBatchQueries", builder -> builder.maxBatchQueries(0)),
        refused("maxBatchQueries", builder -> builder.maxBatchQueries(1_001)),
        refused("maxEscapedQuery", builder -> builder.maxEscapedQuery(0)),
        refused("maxEscapedQuery", builder -> builder.maxEscapedQuery(7_601)),
        refused("linger", builder -> builder.linger(negative)),
        refused("linger", builder -> builder.linger(millennium)),
        refused("linger", builder -> builder.linger(Duration.ofMillis(1_001))),
        refused("budgetShare", builder -> builder.budgetShare(0)),
        refused("budgetShare", builder -> builder.budgetShare(1.01)));
  }

  private static Arguments refused(String option, UnaryOperator<DatadogApiOptions.Builder> change) {
    return Arguments.of(option, change);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsOutOfRange(String option, UnaryOperator<DatadogApiOptions.Builder> change) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(DatadogApiOptions.builder()))
        .withMessageStartingWith(option + ": ")
        .withMessageContaining(": must be ");
  }
}
