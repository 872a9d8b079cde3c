package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A failed request whose answer says when to ask again. */
class RetryAfterTest {

  private static final DatadogAnswer BUSY = DatadogAnswer.of(503, "busy");

  private final AgentCalls agent = new AgentCalls();
  private ClusterAgentSource source =
      agent.source(AgentReads.uncached().toBuilder().retries(2).build());

  @AfterEach
  void stop() {
    source.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void isRetriedNoEarlier(int status) {
    agent.answer(DatadogAnswer.of(status, "busy").header("Retry-After", "3"));
    CompletableFuture<MetricAnswer> read = agent.start(source, AgentReads.trigger());
    agent.time().advance(Duration.ofSeconds(3));
    assertThat(agent.requests()).isEqualTo(1);
    agent.answer(AgentCalls.value("2"));
    assertThat(agent.await(read).outcome()).isInstanceOf(Sample.class);
    assertThat(agent.requests()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30|30",
        "Thu, 01 Jan 2026 00:01:30 GMT|30",
        "100000|300",
        "999999999|300",
        "Thu, 01 Jan 2099 00:00:00 GMT|300",
      })
  void isNotRetriedIfThatWouldBeTooLate(String header, int seconds) {
    agent.answer(
        BUSY.header("Retry-After", header).header("Date", "Thu, 01 Jan 2026 00:01:00 GMT"));
    assertThatThrownBy(() -> read("a"))
        .isInstanceOfSatisfying(
            UnexpectedResponseException.class,
            fault -> assertThat(fault.retryAfter()).contains(Duration.ofSeconds(seconds)))
        .hasMessageEndingWith("; retry after " + seconds + " s");

    agent.time().advance(Duration.ofSeconds(seconds).minusMillis(1));
    assertThatThrownBy(() -> read("a")).hasMessageContaining("503");
    assertThat(agent.requests()).isEqualTo(1);

    agent.answer(AgentCalls.value("2"));
    assertThat(read("b").outcome()).as("another metric").isInstanceOf(Sample.class);
    agent.time().advance(Duration.ofMillis(1));
    assertThat(read("a").outcome()).isInstanceOf(Sample.class);
  }

  @Test
  void leavesTheTimeToAnotherAgent() {
    source.close();
    source =
        agent.source(
            AgentReads.uncached().toBuilder()
                .endpoints(List.of(URI.create("https://first"), URI.create("https://second")))
                .build());
    agent.answer(
        request ->
            request.url().host().equals("first")
                ? BUSY.header("Retry-After", "1")
                : AgentCalls.value("2"));
    long started = agent.time().nanoTime();
    assertThat(read("a").outcome()).isInstanceOf(Sample.class);
    assertThat(Duration.ofNanos(agent.time().nanoTime() - started))
        .isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void keepsAnAgentThatFailsEveryRequestAloneForAsLong() {
    agent.answer(BUSY.header("Retry-After", "60"));
    for (int i = 0; i < 10; i++) {
      String metric = "m" + i;
      assertThatThrownBy(() -> read(metric)).isInstanceOf(UnexpectedResponseException.class);
    }
    agent.time().advance(Duration.ofSeconds(59));
    assertThatThrownBy(() -> read("n"))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("gets no requests for up to 60 s");
    assertThat(agent.requests()).isEqualTo(10);
    agent.answer(AgentCalls.value("2"));
    agent.time().advance(Duration.ofSeconds(1));
    assertThat(read("n").outcome()).isInstanceOf(Sample.class);
  }

  private MetricAnswer read(String metric) {
    return agent.fetch(source, AgentReads.trigger(metric));
  }
}
