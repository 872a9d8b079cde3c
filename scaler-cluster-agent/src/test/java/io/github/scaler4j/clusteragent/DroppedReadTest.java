package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.MetricAnswer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A read whose metric is dropped as idle while readers wait for it. */
class DroppedReadTest {

  private final AgentCalls agent = new AgentCalls();

  private ClusterAgentSource source(int retries) {
    return agent.source(
        AgentReads.uncached().toBuilder()
            .idleAfter(Duration.ofSeconds(1))
            .retries(retries)
            .build());
  }

  private void drop(ClusterAgentSource source) {
    agent.time().advance(Duration.ofSeconds(5));
    assertThat(source.statistics().liveQueries()).isZero();
  }

  private static void assertClosed(CompletableFuture<MetricAnswer> read) {
    assertThat(read).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("closed");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void endsWithTheSource(int retries) {
    agent.stall();
    ClusterAgentSource source = source(retries);
    List<CompletableFuture<MetricAnswer>> reads =
        List.of(
            agent.start(source, AgentReads.trigger("a")),
            agent.start(source, AgentReads.trigger("a")),
            agent.start(source, AgentReads.trigger("b")));
    drop(source);
    CompletableFuture<MetricAnswer> later = agent.start(source, AgentReads.trigger("a"));
    assertThat(reads).noneMatch(CompletableFuture::isDone);
    source.close();
    assertThat(reads).allSatisfy(DroppedReadTest::assertClosed);
    assertClosed(later);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void isAnsweredWhileTheSourceIsOpen(int retries) {
    agent.stall();
    try (ClusterAgentSource source = source(retries)) {
      CompletableFuture<MetricAnswer> read = agent.start(source, AgentReads.trigger("a"));
      drop(source);
      agent.release();
      assertThat(read).isCompleted();
    }
  }
}
