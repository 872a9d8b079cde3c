package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scaler that is polled all the time asks its source only when its value is no longer fresh. */
class LongFreshnessTest {

  private final AgentCalls agent = new AgentCalls();

  @ParameterizedTest
  @CsvSource({
    "660, 600, 15",
    "600, 600, 15",
    "599, 600, 60",
    "590, 600, 15",
    "3600, 1, 30",
    "15, 1, 15",
    "15, 600, 15"
  })
  void keepsTheStaleValue(int freshFor, int idleAfter, int poll) {
    try (ClusterAgentSource source =
        agent.source(
            ClusterAgentOptions.builder()
                .freshFor(Duration.ofSeconds(freshFor))
                .staleFor(Duration.ofHours(2))
                .idleAfter(Duration.ofSeconds(idleAfter))
                .retries(0)
                .build())) {
      MetricAnswer last = agent.fetch(source, AgentReads.trigger());
      while (last.freshUntilNanos() - agent.time().nanoTime() > 0) {
        agent.time().advance(Duration.ofSeconds(poll));
      }
      agent.answer(AgentCalls.DOWN);
      MetricAnswer stale = agent.fetch(source, AgentReads.trigger());
      assertThat(stale.outcome())
          .isInstanceOfSatisfying(Sample.class, it -> assertThat(it.value()).isEqualTo(2));
      assertThat(stale.staleCause()).isPresent();

      agent.time().advance(Duration.ofSeconds(Math.max(2L * freshFor, idleAfter) + 5));
      assertThat(source.statistics().liveQueries()).as("without any read").isZero();
    }
  }
}
