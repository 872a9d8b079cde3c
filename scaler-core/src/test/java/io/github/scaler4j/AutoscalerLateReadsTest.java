package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.hpa.AutoscalerDecision;
import io.github.scaler4j.hpa.MetricHealth;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.MetricTarget;
import io.github.scaler4j.hpa.MetricTargetType;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.hpa.TriggerContribution;
import io.github.scaler4j.hpa.TriggerContribution.Source;
import io.github.scaler4j.hpa.TriggerObservation;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.manifest.ScaleTrigger;
import io.github.scaler4j.manifest.TriggerResolver;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Triggers that do not answer in time, and whose timers are lost. */
@Timeout(60)
class AutoscalerLateReadsTest extends AutoscalerFixture {

  private static final String FALLBACK = "fallback: {failureThreshold: 1, replicas: 5}";
  private static final ReplicaCounts THREE = ReplicaCounts.of(3);

  interface Decision extends Function<ScaledObjectAutoscaler, AutoscalerDecision> {}

  interface AsyncDecision
      extends Function<ScaledObjectAutoscaler, CompletableFuture<AutoscalerDecision>> {}

  static Stream<Arguments> decisions() {
    return Stream.of(
        arguments("poll of decide", autoscaler -> autoscaler.decide(THREE).poll().orElseThrow()),
        arguments("sync of decide", autoscaler -> autoscaler.decide(THREE).sync().orElseThrow()),
        arguments("poll", autoscaler -> autoscaler.poll(THREE)),
        arguments("sync", autoscaler -> autoscaler.sync(THREE)));
  }

  private static Arguments arguments(String name, Decision decide) {
    return Arguments.argumentSet(name, decide);
  }

  static Stream<AsyncDecision> asyncDecisions() {
    return Stream.of(
        autoscaler -> autoscaler.decideAsync(THREE).thenApply(due -> due.sync().orElseThrow()),
        autoscaler -> autoscaler.pollAsync(THREE),
        autoscaler -> autoscaler.syncAsync(THREE));
  }

  private void answerLate(String metric) {
    source.answers.put(
        metric,
        () -> {
          pass(3);
          return new CompletableFuture<>();
        });
  }

  private static void assertLate(TriggerContribution contribution, int millis) {
    assertThat(contribution.source()).isEqualTo(Source.FAILED);
    assertThat(contribution.observation().failure()).contains("no answer within " + millis + " ms");
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void failAndLeaveTheOthersTheirValues(Decision decide) {
    ScaledObjectAutoscaler autoscaler = autoscaler(FALLBACK, HITS, QUEUE);
    answerLate(HITS);
    source.give(QUEUE, 9);

    AutoscalerDecision decision = decide.apply(autoscaler);

    assertThat(decision.triggers()).hasSize(2);
    assertLate(decision.triggers().get(0), 3000);
    assertThat(decision.triggers().get(0).failures()).isEqualTo(1);
    assertThat(decision.triggers().get(1).source()).isEqualTo(Source.READ);
    assertThat(decision.activeBy()).containsExactly("queue");
    assertThat(autoscaler.state().health())
        .extractingByKey(HITS)
        .extracting(MetricHealth::failures)
        .isEqualTo(1);
  }

  @Test
  void countUntilTheFallback() {
    ScaledObjectAutoscaler autoscaler = autoscaler(FALLBACK, HITS);
    answerLate(HITS);
    assertThat(autoscaler.decide(THREE).scaleTo()).isEmpty();
    assertThat(autoscaler.untilDue()).isEqualTo(Duration.ofSeconds(12));
    pass(12);
    DueDecisions fallen = autoscaler.decide(THREE);
    assertThat(fallen.poll()).isEmpty();
    assertThat(fallen.scaleTo()).hasValue(5);
  }

  @Test
  void areKeptForSyncsWithUseCachedMetrics() {
    ScaledObjectAutoscaler autoscaler =
        autoscaler(
            OBJECT + TRIGGER.formatted("hits", true), FALLBACK, AutoscalerOptions.defaults());
    answerLate(HITS);
    autoscaler.poll(THREE);
    source.give(HITS, 9);

    TriggerContribution contribution = autoscaler.sync(THREE).triggers().get(0);

    assertLate(contribution, 3000);
    assertThat(contribution.failures()).isEqualTo(1);
    assertThat(source.fetches).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("asyncDecisions")
  void endFuturesToo(AsyncDecision decide) throws Exception {
    TimeSource system = TimeSource.system();
    try (ScalerThreads threads = new ScalerThreads(null, null, system)) {
      SourceContext context =
          SourceContext.builder(system, threads.scheduler(), threads.executor()).build();
      ScaledObjectAutoscaler autoscaler =
          new ScaledObjectAutoscaler(
              manifests(OBJECT + TRIGGER.formatted("hits", false), "")
                  .scaledObject("default", "web"),
              Optional.empty(),
              object -> ObjectTriggers.open(object, Silent::new),
              new Sources(List.of(), getClass().getClassLoader(), context),
              threads,
              system);

      AutoscalerDecision decision = decide.apply(autoscaler).get(30, TimeUnit.SECONDS);

      assertLate(decision.triggers().get(0), 20);
      assertThat(autoscaler.untilDue()).isLessThanOrEqualTo(Duration.ofSeconds(15));
    }
  }

  /** A trigger that never answers. */
  private record Silent(ScaleTrigger trigger) implements ObservedTrigger {

    @Override
    public MetricSpec spec() {
      return MetricSpec.of(trigger.name(), MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 2));
    }

    @Override
    public Duration timeout() {
      return Duration.ofMillis(20);
    }

    @Override
    public CompletableFuture<TriggerObservation> observe(Reader reader) {
      return new CompletableFuture<>();
    }
  }

  @Test
  void areNotCausedByDecisionsThatBlockTheExecutor() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    Manifests manifests = manifests(OBJECT + TRIGGER.formatted("hits", false), "");
    source.give(HITS, 5);
    try (DatadogScalers own =
        DatadogScalers.builder().source(context -> source).time(time).executor(pool).build()) {
      ScaledObjectAutoscaler autoscaler =
          own.scaledObject(manifests.scaledObject("default", "web"), TriggerResolver.of(manifests));
      Future<AutoscalerDecision> decision = pool.submit(() -> autoscaler.sync(ReplicaCounts.of(1)));
      assertThat(decision.get(20, TimeUnit.SECONDS).scaleTo()).hasValue(3);
    } finally {
      pool.shutdownNow();
    }
  }
}
