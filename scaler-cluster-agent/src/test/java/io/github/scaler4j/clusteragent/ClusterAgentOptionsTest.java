package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterAgentOptionsTest {

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
        refused("maxParallelRequests", builder -> builder.maxParallelRequests(193)),
        refused("retries", builder -> builder.retries(-1)),
        refused("retries", builder -> builder.retries(11)),
        refused("bodyCap", builder -> builder.bodyCap(0)),
        refused("bodyCap", builder -> builder.bodyCap(Long.MAX_VALUE)),
        refused("endpoint", builder -> builder.endpoint(URI.create("https://host/?a=b"))),
        refused("endpoints", builder -> builder.endpoints(List.of(URI.create("ftp://host")))),
        refused("serverName", builder -> builder.serverName("a host")),
        refused("maxAge", builder -> builder.maxAge(Duration.ZERO)),
        refused("maxAge", builder -> builder.maxAge(millennium)));
  }

  private static Arguments refused(
      String option, UnaryOperator<ClusterAgentOptions.Builder> change) {
    return Arguments.of(option, change);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsOutOfRange(String option, UnaryOperator<ClusterAgentOptions.Builder> change) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(ClusterAgentOptions.builder()))
        .withMessageStartingWith(option + ": ")
        .withMessageContaining(": must be ");
  }

  @Test
  void setsOneEndpoint() {
    URI agent = URI.create("https://agent:8443");
    ClusterAgentOptions.Builder builder = ClusterAgentOptions.builder().endpoint(agent);

    assertThat(builder.build().endpoints()).containsExactly(agent);
    assertThat(builder.endpoint(null).build().endpoints()).isEmpty();
  }
}
