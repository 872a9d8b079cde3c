package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are retried within their readers' time. */
class AgentRetryTest {

  private final AgentCalls agent = new AgentCalls();

  @ParameterizedTest
  @CsvSource({"2, 250, 2", "6, 3000, 5", "8, 20000, 8"})
  void failWithTheAgentsFaultOnceNoRetryIsInTime(int retries, int millis, int requests) {
    ClusterAgentTrigger trigger = trigger(millis);
    try (ClusterAgentSource source =
        agent.source(AgentReads.uncached().toBuilder().retries(retries).build())) {
      agent.answer(AgentCalls.DOWN);
      long started = agent.time().nanoTime();
      assertThatThrownBy(() -> agent.read(source, trigger))
          .isInstanceOfSatisfying(
              UnexpectedResponseException.class,
              fault -> assertThat(fault.status()).isEqualTo(503));
      assertThat(agent.time().nanoTime() - started).isLessThan(Duration.ofMillis(millis).toNanos());
      assertThat(agent.requests()).isEqualTo(requests);

      agent.answer(AgentCalls.value("2"));
      assertThat(agent.read(source, trigger)).as("the next reader's").isInstanceOf(Sample.class);
      assertThat(agent.requests()).isEqualTo(requests + 1);
    }
  }

  private static ClusterAgentTrigger trigger(int millis) {
    return AgentReads.trigger(AgentReads.SYSTEM, Optional.empty(), millis);
  }
}
