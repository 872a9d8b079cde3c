package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.SocketEffect;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;

class ClusterAgentSourceTest extends ClusterAgentSourceFixture {

  @Test
  void continuesAfterAnyFaultOfTheAgent() {
    String list = AgentAnswers.list("2");
    agent.stall();
    expect(TransportException.class, 500);
    expect(
        TransportException.class,
        new MockResponse.Builder().body(list).throttleBody(1, 100, TimeUnit.MILLISECONDS).build());
    expect(
        TransportException.class,
        new MockResponse.Builder()
            .body(list)
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    expect(
        UnexpectedResponseException.class,
        new MockResponse.Builder().body(list.substring(0, list.length() - 20)).build());
    expect(
        UnexpectedResponseException.class,
        new MockResponse.Builder()
            .addHeader("Content-Type", "text/html")
            .body("<html><body>welcome</body></html>")
            .build());
    expect(
        UnexpectedResponseException.class,
        new MockResponse.Builder()
            .code(302)
            .addHeader("Location", agent.byName() + "/elsewhere")
            .build());
    expect(UnexpectedResponseException.class, huge(200));
    expect(UnexpectedResponseException.class, huge(500));
  }

  @Test
  void continuesAfterTheAgentRestarted() throws IOException {
    AgentReads.read(source, AgentReads.trigger());
    int port = agent.port();
    agent.close();
    assertThatThrownBy(() -> AgentReads.read(source, AgentReads.trigger()))
        .isInstanceOf(TransportException.class);
    agent = new TestAgent(TestAgent.signedBy(authority, "localhost"), port, true);
    assertThat(AgentReads.read(source, AgentReads.trigger())).isInstanceOf(Sample.class);
  }

  @Test
  void boundsParallelReads() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    agent.answer(
        request -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          now.decrementAndGet();
          return AgentAnswers.value("2");
        });
    try (ClusterAgentSource bounded =
        source(options().toBuilder().maxParallelRequests(3).build())) {
      List<CompletableFuture<?>> reads = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        reads.add(AgentReads.fetch(bounded, AgentReads.trigger("metric-" + i)));
      }
      CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).join();
    }
    assertThat(most.get()).isBetween(1, 3);
    assertThat(agent.requests()).isEqualTo(200);
  }

  @Test
  void failsAReadThatIsNotSentInTime() {
    source.close();
    source = source(options().toBuilder().maxParallelRequests(1).build());
    AgentReads.read(source, AgentReads.trigger());
    agent.stall();
    var first = AgentReads.fetch(source, AgentReads.trigger());
    ClusterAgentTrigger hasty = AgentReads.trigger("b", AgentReads.SYSTEM, Optional.empty(), 50);
    assertThatThrownBy(() -> AgentReads.read(source, hasty))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("1 requests to this agent were in flight (maxParallelRequests)");
    var waiting = AgentReads.fetch(source, AgentReads.trigger("c"));
    source.close();
    endsAsClosed(first);
    endsAsClosed(waiting);
  }

  @Test
  void countsTheRequestsThatWereSent() {
    source.close();
    source = source(options().toBuilder().maxParallelRequests(1).build());
    AgentReads.read(source, AgentReads.trigger());
    agent.stall();
    var first = AgentReads.fetch(source, AgentReads.trigger("a"));
    ClusterAgentTrigger hasty = AgentReads.trigger("b", AgentReads.SYSTEM, Optional.empty(), 50);
    assertThatThrownBy(() -> AgentReads.read(source, hasty))
        .hasMessageContaining("maxParallelRequests");
    agent.release();
    assertThat(first).succeedsWithin(AgentReads.BACKSTOP);
    AgentReads.read(source, AgentReads.trigger("c"));
    assertThat(agent.requests()).isEqualTo(3);
    assertThat(source.statistics().requests()).isEqualTo(3);
  }

  @Test
  void endsReadsWhenClosedAndRejectsNewOnes() {
    agent.stall();
    var pending = AgentReads.fetch(source, AgentReads.trigger());
    source.close();
    endsAsClosed(pending);
    assertThatThrownBy(() -> AgentReads.read(source, AgentReads.trigger()))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("closed");
  }

  /** Not at its own deadline. */
  private static void endsAsClosed(CompletableFuture<?> read) {
    assertThat(read)
        .failsWithin(AgentReads.BACKSTOP)
        .withThrowableThat()
        .withMessageContaining("closed");
  }

  private void expect(Class<? extends Throwable> expected, MockResponse answer) {
    agent.answer(answer);
    expect(expected, expected == TransportException.class ? 1500 : 20_000);
  }

  private void expect(Class<? extends Throwable> expected, int millis) {
    ClusterAgentTrigger trigger = AgentReads.trigger(AgentReads.SYSTEM, Optional.empty(), millis);
    assertThatThrownBy(() -> AgentReads.read(source, trigger)).isInstanceOf(expected);
    agent.answer(AgentAnswers.value("2"));
    assertThat(AgentReads.read(source, AgentReads.trigger())).isInstanceOf(Sample.class);
  }

  private static MockResponse huge(int status) {
    return new MockResponse.Builder().code(status).body(new Spaces(100L << 20)).build();
  }

  /** A body of blanks that is generated while it is sent. */
  private record Spaces(long contentLength) implements MockResponseBody {

    @Override
    public long getContentLength() {
      return contentLength;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      for (long written = 0; written < contentLength; written += blanks.length) {
        sink.write(blanks);
      }
    }
  }
}
