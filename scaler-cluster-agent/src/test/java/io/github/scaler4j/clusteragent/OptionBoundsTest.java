package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each option at its bounds and beyond them, and reads with options at their bounds. */
class OptionBoundsTest {

  private static final Duration NANO = Duration.ofNanos(1);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration LONGER = YEAR.plus(NANO);
  private static final Duration BELOW_ZERO = NANO.negated();
  private static final String LABEL = "a".repeat(63);
  private static final Duration EVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

  /** The least and the most that an option accepts, and what is just outside. */
  private record Bounds(String option, List<?> accepted, List<?> refused) {
    @Override
    public String toString() {
      return option;
    }
  }

  static Stream<Bounds> bounds() {
    URI bare = URI.create("http://a");
    URI port = URI.create("HTTPS://[::1]:65535/path");
    URI zero = URI.create("http://a:0");
    URI beyond = URI.create("https://a:65536");
    return Stream.of(
        new Bounds("freshFor", List.of(Duration.ZERO, YEAR), List.of(BELOW_ZERO, LONGER, EVER)),
        new Bounds("staleFor", List.of(Duration.ZERO, YEAR), List.of(BELOW_ZERO, LONGER, EVER)),
        new Bounds(
            "idleAfter",
            List.of(Duration.ofSeconds(1), YEAR),
            List.of(Duration.ofSeconds(1).minus(NANO), LONGER, EVER)),
        new Bounds("maxAge", List.of(NANO, YEAR), List.of(Duration.ZERO, BELOW_ZERO, LONGER, EVER)),
        new Bounds("retries", List.of(0, 10), List.of(-1, 11, Integer.MAX_VALUE)),
        new Bounds("bodyCap", List.of(1L, 1L << 30), List.of(0L, (1L << 30) + 1, Long.MIN_VALUE)),
        new Bounds("maxParallelRequests", List.of(1, 192), List.of(0, 193, Integer.MIN_VALUE)),
        new Bounds("endpoint", List.of(bare, port), List.of(zero, beyond)),
        new Bounds(
            "endpoints",
            List.of(List.of(), List.of(bare, port)),
            List.of(List.of(bare, zero), List.of(beyond))),
        new Bounds(
            "serverName",
            List.of("a", LABEL, LABEL + ("." + LABEL).repeat(2) + "." + LABEL.substring(2)),
            List.of("", LABEL + "a", LABEL + ("." + LABEL).repeat(2) + "." + LABEL.substring(1))));
  }

  private static Method setter(String option) {
    return Arrays.stream(ClusterAgentOptions.Builder.class.getMethods())
        .filter(method -> method.getName().equals(option) && !method.isBridge())
        .findFirst()
        .orElseThrow();
  }

  private static @Nullable Throwable set(String option, @Nullable Object value) {
    try {
      Object unused = setter(option).invoke(ClusterAgentOptions.builder(), value);
      return null;
    } catch (InvocationTargetException e) {
      return e.getCause();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void acceptThemAndExplainWhatIsBeyond(Bounds bounds) {
    for (Object value : bounds.accepted()) {
      assertThat(set(bounds.option(), value)).as("%s", value).isNull();
    }
    for (Object value : bounds.refused()) {
      assertThat(set(bounds.option(), value))
          .as("%s", value)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(bounds.option() + ": must be .+, got .*");
    }
  }

  @Test
  void areTestedForEachOption() {
    assertThat(ClusterAgentOptions.Builder.class.getMethods())
        .filteredOn(method -> method.getDeclaringClass() != Object.class)
        .filteredOn(method -> method.getParameterCount() == 1)
        .filteredOn(method -> method.getParameterTypes()[0] != boolean.class)
        .extracting(Method::getName)
        .containsOnly(
            Stream.concat(Stream.of("token", "trust"), bounds().map(Bounds::option))
                .toArray(String[]::new));
  }

  static Stream<ClusterAgentOptions> combinations() {
    List<ClusterAgentOptions.Builder> all = new ArrayList<>();
    for (int bits = 0; bits < 1 << 6; bits++) {
      all.add(
          ClusterAgentOptions.builder()
              .freshFor((bits & 1) == 0 ? Duration.ZERO : YEAR)
              .staleFor((bits & 2) == 0 ? Duration.ZERO : YEAR)
              .idleAfter((bits & 4) == 0 ? Duration.ofSeconds(1) : YEAR)
              .retries((bits & 8) == 0 ? 0 : 10)
              .maxParallelRequests((bits & 16) == 0 ? 1 : 192)
              .bodyCap(1L << 30)
              .maxAge((bits & 32) == 0 ? null : YEAR));
    }
    return all.stream().map(ClusterAgentOptions.Builder::build);
  }

  /** The value is fresh, then stale, and then the agent's fault is shown, as the options say. */
  @ParameterizedTest
  @MethodSource("combinations")
  void workTogether(ClusterAgentOptions options) {
    for (Duration age :
        List.of(
            Duration.ZERO,
            Duration.ofMillis(980),
            Duration.ofSeconds(1),
            Duration.ofDays(364),
            Duration.ofDays(366))) {
      AgentCalls agent = new AgentCalls();
      try (ClusterAgentSource source = agent.source(options)) {
        ClusterAgentTrigger trigger =
            AgentReads.trigger(AgentReads.SYSTEM, Optional.empty(), 200_000);
        assertThat(agent.read(source, trigger)).isInstanceOf(MetricOutcome.Sample.class);
        agent.time().advance(age);
        agent.answer(AgentCalls.DOWN);
        int before = agent.requests();
        Throwable failure = null;
        MetricAnswer answer = null;
        try {
          answer = agent.fetch(source, trigger);
        } catch (MetricSourceException e) {
          failure = e;
        }
        int asked = agent.requests() - before;
        boolean kept =
            age.compareTo(options.idleAfter()) < 0
                || age.compareTo(options.freshFor().multipliedBy(2)) < 0;
        boolean fresh = kept && age.compareTo(options.freshFor()) < 0;
        boolean stale = kept && !fresh && age.compareTo(options.staleFor()) < 0;
        assertThat(asked).as("requests at %s", age).isEqualTo(fresh ? 0 : 1 + options.retries());
        assertThat(failure == null).as("a value at %s", age).isEqualTo(fresh || stale);
        assertThat(answer == null || answer.staleCause().isPresent() == stale).isTrue();
      }
    }
  }

  @Test
  void refuseTheBodyRatherThanWait() {
    AgentCalls agent = new AgentCalls();
    ClusterAgentOptions options = AgentReads.uncached().toBuilder().bodyCap(1).build();
    try (ClusterAgentSource source = agent.source(options)) {
      assertThat(catchThrowable(() -> agent.read(source, AgentReads.trigger())))
          .isInstanceOf(UnexpectedResponseException.class);
    }
  }

  @Test
  void showNoDataForAnyOlderValue() {
    AgentCalls agent = new AgentCalls();
    ClusterAgentOptions options = AgentReads.uncached().toBuilder().maxAge(NANO).build();
    try (ClusterAgentSource source = agent.source(options)) {
      assertThat(agent.read(source, AgentReads.trigger())).isInstanceOf(MetricOutcome.NoData.class);
    }
  }

  @Test
  void keepReadersOfAReadThatOutlastsIdleAfter() {
    AgentCalls agent = new AgentCalls();
    ClusterAgentOptions options =
        ClusterAgentOptions.builder()
            .freshFor(Duration.ZERO)
            .idleAfter(Duration.ofSeconds(1))
            .build();
    try (ClusterAgentSource source = agent.source(options)) {
      agent.stall();
      CompletableFuture<MetricAnswer> first = agent.start(source, AgentReads.trigger());
      agent.time().advance(Duration.ofSeconds(5));
      CompletableFuture<MetricAnswer> second = agent.start(source, AgentReads.trigger());
      agent.time().advance(Duration.ofSeconds(5));
      agent.release();
      for (CompletableFuture<MetricAnswer> read : List.of(first, second)) {
        assertThat(agent.await(read).outcome()).isInstanceOf(MetricOutcome.Sample.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void endAReadAtTheShortestTimeout(ClusterAgentOptions options) {
    AgentCalls agent = new AgentCalls();
    try (ClusterAgentSource source = agent.source(options)) {
      ClusterAgentTrigger hasty = AgentReads.trigger(AgentReads.SYSTEM, Optional.empty(), 1);
      CompletableFuture<MetricAnswer> read = agent.start(source, hasty);
      agent.time().advance(Duration.ofMillis(1));
      assertThat(read).isCompletedExceptionally();
      assertThat(catchThrowable(read::join))
          .hasCauseInstanceOf(TransportException.class)
          .hasMessageContaining("within 1 ms");
      agent.time().advance(Duration.ofMillis(100));
      assertThat(agent.read(source, AgentReads.trigger("other")))
          .isInstanceOf(MetricOutcome.Sample.class);
    }
  }
}
