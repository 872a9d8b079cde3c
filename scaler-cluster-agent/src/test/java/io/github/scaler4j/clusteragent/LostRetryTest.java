package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A scheduler that accepts the task of a retry, and does not run it. */
@NullMarked
class LostRetryTest {

  private static final ClusterAgentTrigger TRIGGER =
      AgentReads.trigger(AgentReads.SYSTEM, Optional.empty(), 1_000);
  private static final Duration LOST = Duration.ofMillis(100);

  private final AgentCalls agent = new AgentCalls();
  private final List<Runnable> lost = new ArrayList<>();
  private final ScheduledThreadPoolExecutor scheduler = new Lossy();
  private final ClusterAgentSource source =
      ClusterAgentSource.create(
          SourceContext.builder(agent.time(), scheduler, Runnable::run).build(),
          AgentReads.uncached().toBuilder().retries(1).build(),
          agent);
  private boolean losesTheNext;

  @AfterEach
  void stop() {
    source.close();
    scheduler.shutdownNow();
  }

  @Test
  void delaysTheNextRequestUntilItIsClearlyLate() {
    loseARetry();
    agent.time().advance(LOST.minusNanos(1));
    CompletableFuture<MetricAnswer> early = agent.start(source, TRIGGER);
    assertThat(agent.requests()).as("the first may still end").isEqualTo(1);

    agent.time().advance(Duration.ofNanos(1));
    assertThat(agent.read(source, TRIGGER)).isInstanceOf(Sample.class);
    assertThat(agent.requests()).isEqualTo(2);
    assertThat(agent.await(early).outcome()).isInstanceOf(Sample.class);
  }

  @Test
  void endsNoLaterRequest() {
    loseARetry();
    agent.time().advance(LOST);
    agent.stall();
    CompletableFuture<MetricAnswer> later = agent.start(source, TRIGGER);
    assertThat(agent.requests()).isEqualTo(2);
    lost.forEach(Runnable::run);
    assertThat(later).isNotDone();
    CompletableFuture<MetricAnswer> joined = agent.start(source, TRIGGER);
    assertThat(agent.requests()).as("the later one is still under way").isEqualTo(2);

    agent.release();
    assertThat(agent.await(later).outcome()).isInstanceOf(Sample.class);
    assertThat(agent.await(joined).outcome()).isInstanceOf(Sample.class);
    assertThat(agent.read(source, TRIGGER)).isInstanceOf(Sample.class);
    assertThat(agent.requests()).isEqualTo(3);
  }

  @Test
  void delaysNoRequestOnceItHasEndedAfterAll() {
    loseARetry();
    lost.forEach(Runnable::run);
    assertThat(agent.read(source, TRIGGER)).isInstanceOf(Sample.class);
    assertThat(agent.requests()).isEqualTo(2);
  }

  private void loseARetry() {
    agent.answer(
        request -> {
          losesTheNext = true;
          return AgentCalls.DOWN;
        });
    assertThatThrownBy(() -> agent.read(source, TRIGGER))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("no answer within 1000 ms");
    assertThat(lost).hasSize(1);
    agent.answer(AgentCalls.value("2"));
  }

  /** Keeps the tasks that it loses. */
  private final class Lossy extends ScheduledThreadPoolExecutor {

    Lossy() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      if (!losesTheNext) {
        return agent.time().schedule(task, delay, unit);
      }
      losesTheNext = false;
      lost.add(task);
      return agent.time().schedule(() -> {}, delay, unit);
    }
  }
}
