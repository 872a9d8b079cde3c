package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.hpa.AutoscalerState;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.MetricTarget;
import io.github.scaler4j.hpa.MetricTargetType;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.manifest.ScaleTrigger;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An autoscaler whose factory is closed: its sources end each read, but no trigger has failed. */
class AutoscalerClosingTest extends AutoscalerFixture {

  private static final String FALLBACK = "fallback: {failureThreshold: %d, replicas: 20}";
  private static final String CLOSED = "DatadogScalers is closed";

  private final Cron cron = new Cron();

  interface AsyncDecision
      extends BiFunction<ScaledObjectAutoscaler, ReplicaCounts, CompletableFuture<?>> {}

  interface Decision extends BiConsumer<ScaledObjectAutoscaler, ReplicaCounts> {}

  static Stream<Arguments> asyncDecisions() {
    return IntStream.of(0, 3)
        .boxed()
        .flatMap(
            threshold ->
                Stream.of(
                    arguments("decide", threshold, ScaledObjectAutoscaler::decideAsync),
                    arguments("poll", threshold, ScaledObjectAutoscaler::pollAsync),
                    arguments("sync", threshold, ScaledObjectAutoscaler::syncAsync)));
  }

  private static Arguments arguments(String name, int threshold, AsyncDecision decide) {
    return Arguments.argumentSet(name + " after " + threshold, threshold, decide);
  }

  static Stream<Arguments> decisions() {
    return Stream.of(
        arguments("decide", ScaledObjectAutoscaler::decide),
        arguments("poll", ScaledObjectAutoscaler::poll),
        arguments("sync", ScaledObjectAutoscaler::sync),
        arguments("decideAsync", begin(ScaledObjectAutoscaler::decideAsync)),
        arguments("pollAsync", begin(ScaledObjectAutoscaler::pollAsync)),
        arguments("syncAsync", begin(ScaledObjectAutoscaler::syncAsync)),
        arguments("update", (autoscaler, counts) -> autoscaler.update(autoscaler.object())));
  }

  private static Decision begin(AsyncDecision decide) {
    return (autoscaler, counts) -> {
      var unused = decide.apply(autoscaler, counts);
    };
  }

  private static Arguments arguments(String name, Decision decide) {
    return Arguments.argumentSet(name, decide);
  }

  @ParameterizedTest
  @MethodSource("asyncDecisions")
  void decidesNothingFromReadsThatTheFactoryEnds(int threshold, AsyncDecision decide) {
    ScaledObjectAutoscaler autoscaler = autoscaler(FALLBACK.formatted(threshold), HITS);
    AutoscalerState before = autoscaler.state();
    source.isSilent(HITS);
    CompletableFuture<?> decision = decide.apply(autoscaler, ReplicaCounts.of(3));
    assertThat(decision).isNotDone();

    scalers.close();

    assertThat(decision)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(IllegalStateException.class)
        .withMessage(CLOSED);
    assertThat(autoscaler.state()).isEqualTo(before);
  }

  @Test
  void endsABlockedDecision() {
    ScaledObjectAutoscaler autoscaler = autoscaler(FALLBACK.formatted(0), HITS);
    AutoscalerState before = autoscaler.state();
    source.answers.put(
        HITS,
        () -> {
          scalers.close();
          return CompletableFuture.failedFuture(new TransportException("closed", null));
        });
    assertThatIllegalStateException()
        .isThrownBy(() -> autoscaler.decide(ReplicaCounts.of(3)))
        .withMessage(CLOSED);
    assertThat(autoscaler.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void refusesToDecideOnceTheFactoryIsClosed(Decision decide) {
    ScaledObjectAutoscaler autoscaler = autoscaler(FALLBACK.formatted(0), HITS);
    refusesOnceClosed(autoscaler, decide);
    assertThat(source.fetches).isZero();
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void refusesToDecideWithoutTriggersOfTheFactory(Decision decide) {
    refusesOnceClosed(cronAutoscaler(), decide);
  }

  @Test
  void refusesAnObjectWithoutTriggersOfTheFactory() {
    scalers.close();
    assertThatIllegalStateException().isThrownBy(this::cronAutoscaler).withMessage(CLOSED);
  }

  @Test
  void opensNoTriggerOnceTheFactoryIsClosed() {
    ScaledObjectAutoscaler autoscaler = cronAutoscaler();
    int opened = cron.opened;
    scalers.close();
    assertThatIllegalStateException().isThrownBy(() -> autoscaler.update(autoscaler.object()));
    assertThat(cron.opened).isEqualTo(opened);
  }

  @Test
  void keepsItsObjectAndStateOnceTheFactoryIsClosed() {
    ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);
    source.give(HITS, 5);
    assertThat(autoscaler.decide(ReplicaCounts.of(1)).scaleTo()).hasValue(3);
    AutoscalerState before = autoscaler.state();
    scalers.close();
    assertThat(autoscaler.state()).isEqualTo(before);
    assertThat(autoscaler.object().name()).isEqualTo("web");
  }

  private void refusesOnceClosed(ScaledObjectAutoscaler autoscaler, Decision decide) {
    AutoscalerState before = autoscaler.state();
    scalers.close();
    for (int replicas : new int[] {0, 3}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> decide.accept(autoscaler, ReplicaCounts.of(replicas)))
          .withMessage(CLOSED);
    }
    assertThat(autoscaler.state()).isEqualTo(before);
  }

  private ScaledObjectAutoscaler cronAutoscaler() {
    return autoscaler(OBJECT + CRON, "", AutoscalerOptions.builder().otherTriggers(cron).build());
  }

  private static final class Cron implements OtherTriggers {
    private int opened;

    @Override
    public MetricSpec metricSpec(ScaleTrigger trigger) {
      opened++;
      return MetricSpec.of("s0-cron", MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 1));
    }

    @Override
    public TriggerSample read(ScaleTrigger trigger) {
      return TriggerSample.of(3, true);
    }
  }
}
