package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.hpa.AutoscalerState;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.manifest.TriggerResolver;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An autoscaler's futures. */
class AutoscalerFuturesTest extends AutoscalerFixture {

  private final ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);

  @Test
  void makeTheSameDecisions() {
    source.give(HITS, 5);
    assertThat(autoscaler.decideAsync(ReplicaCounts.of(1)).join().scaleTo()).hasValue(3);
    assertThat(autoscaler.pollAsync(ReplicaCounts.of(0)).join().scaleTo()).hasValue(1);
    assertThat(autoscaler.syncAsync(ReplicaCounts.of(1)).join().scaleTo()).hasValue(3);
  }

  @Test
  void decideNothingOnceCancelled() {
    CompletableFuture<MetricAnswer> answer = new CompletableFuture<>();
    source.answers.put(HITS, () -> answer);
    AutoscalerState before = autoscaler.state();
    CompletableFuture<DueDecisions> decisions = autoscaler.decideAsync(ReplicaCounts.of(1));
    decisions.cancel(false);
    answer.complete(MetricAnswer.of(MetricOutcome.sample(5, BEGIN), BEGIN, 0));
    assertThat(autoscaler.state()).isEqualTo(before);
  }

  static Stream<Function<ScaledObjectAutoscaler, CompletableFuture<?>>> decisions() {
    return Stream.of(
        autoscaler -> autoscaler.decideAsync(ReplicaCounts.of(1)),
        autoscaler -> autoscaler.pollAsync(ReplicaCounts.of(1)),
        autoscaler -> autoscaler.syncAsync(ReplicaCounts.of(1)));
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void decideNothingOnceCancelledWhileTheExecutorIsBusy(
      Function<ScaledObjectAutoscaler, CompletableFuture<?>> decide) {
    ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    Manifests manifests = manifests(OBJECT + TRIGGER.formatted("hits", false), "");
    source.give(HITS, 5);
    try (DatadogScalers busy =
        DatadogScalers.builder()
            .source(context -> source)
            .time(time)
            .executor(tasks::add)
            .build()) {
      ScaledObjectAutoscaler waiting =
          busy.scaledObject(
              manifests.scaledObject("default", "web"), TriggerResolver.of(manifests));
      AutoscalerState before = waiting.state();
      CompletableFuture<?> decision = decide.apply(waiting);
      assertThat(tasks).as("the trigger is read, and the decision waits").hasSize(1);

      assertThat(decision.cancel(false)).isTrue();
      tasks.remove().run();

      assertThat(waiting.state()).isEqualTo(before);
      assertThat(decision).isCancelled();
    }
  }

  @Test
  void endTheWaitOfAThreadThatIsInterrupted() {
    source.answers.put(HITS, CompletableFuture::new);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> autoscaler.decide(ReplicaCounts.of(1)))
        .isInstanceOf(TransportException.class)
        .hasMessage("ScaledObject default/web: interrupted while reading");
    assertThat(Thread.interrupted()).isTrue();
  }
}
