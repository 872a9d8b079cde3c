package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.NotAskedException;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.SourceContext;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import okhttp3.Connection;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Route;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class FirstConnectionTest {

  private final ManualTime time = ManualTime.startingAt(Instant.EPOCH);
  private final SourceContext context = SourceContext.builder(time, time, Runnable::run).build();
  private final FirstConnection first = new FirstConnection("agent", context);

  @Test
  void isSharedByAFleetThatStartsAtOnce() throws IOException {
    HeldCertificate authority = TestAgent.authority();
    int fleet = 50;
    // The time is stopped, because a busy machine may need more than a second for a handshake.
    try (TestAgent agent = new TestAgent(TestAgent.signedBy(authority, "localhost"));
        ClusterAgentSource source =
            ClusterAgentSource.create(
                context,
                AgentReads.uncached().toBuilder()
                    .endpoint(agent.byName())
                    .trust(AgentTrust.ca(authority.certificatePem()))
                    .build())) {
      List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
      for (int i = 0; i < fleet; i++) {
        reads.add(AgentReads.fetch(source, AgentReads.trigger("metric-" + i), time));
      }
      for (CompletableFuture<MetricAnswer> read : reads) {
        assertThat(read).succeedsWithin(AgentReads.BACKSTOP);
      }
      // Connections that lose a race are closed unused, so no request shows them.
      assertThat(agent.connections()).isEqualTo(1);
    }
  }

  @Test
  void isSharedByAFleetThatStartsWhileOneThatWasGivenUpAnswers() throws Exception {
    HeldCertificate authority = TestAgent.authority();
    try (TestAgent agent = new TestAgent(TestAgent.signedBy(authority, "localhost"));
        ClusterAgentSource source =
            ClusterAgentSource.create(
                context,
                AgentReads.uncached().toBuilder()
                    .endpoint(agent.byName())
                    .trust(AgentTrust.ca(authority.certificatePem()))
                    .build())) {
      assertThat(AgentReads.fetch(source, AgentReads.trigger("first"), time))
          .succeedsWithin(AgentReads.BACKSTOP);
      agent.stall();
      CompletableFuture<MetricAnswer> patient =
          AgentReads.fetch(
              source,
              AgentReads.trigger("patient", AgentReads.SYSTEM, Optional.empty(), 60_000),
              time);
      CompletableFuture<MetricAnswer> unlucky =
          AgentReads.fetch(source, AgentReads.trigger("unlucky"), time);
      await(() -> agent.requests() == 3);
      time.advance(AgentReads.trigger().timeout());
      assertThat(unlucky).isCompletedExceptionally();

      CountDownLatch handshakes = agent.holdHandshakes();
      List<CompletableFuture<MetricAnswer>> fleet = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        fleet.add(AgentReads.fetch(source, AgentReads.trigger("metric-" + i), time));
      }
      await(() -> agent.connections() == 2);
      agent.release();
      assertThat(patient).succeedsWithin(AgentReads.BACKSTOP);
      handshakes.countDown();
      for (CompletableFuture<MetricAnswer> read : fleet) {
        assertThat(read).succeedsWithin(AgentReads.BACKSTOP);
      }
      assertThat(agent.connections()).isEqualTo(2);
    }
  }

  private static void await(BooleanSupplier condition) {
    long started = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(AgentReads.BACKSTOP);
      Thread.onSpinWait();
    }
  }

  @Test
  void isOpenedByOneRequestAndThenUsedByAll() {
    assertThat(enter(60)).isCompletedWithValue(true);
    List<CompletableFuture<Boolean>> others = List.of(enter(60), enter(60), enter(60));
    assertThat(others).noneMatch(CompletableFuture::isDone);
    Opened connection = new Opened();
    first.onConnection(connection.shared());
    first.onEnd();
    assertThat(others).allSatisfy(other -> assertThat(other).isCompletedWithValue(false));
    assertThat(enter(60)).isCompletedWithValue(false);
    connection.close();
    assertThat(enter(60)).isCompletedWithValue(true);
    assertThat(enter(60)).isNotDone();
  }

  @Test
  void isOpenedAgainOnceItIsGivenUp() {
    Opened connection = new Opened();
    first.onConnection(connection.shared());
    assertThat(enter(60)).isCompletedWithValue(false);
    connection.giveUp();
    assertThat(enter(60)).isCompletedWithValue(true);
    assertThat(enter(60)).isNotDone();
  }

  @Test
  void isNotOpenedByARequestOverOneThatWasGivenUp() {
    Opened silent = new Opened();
    first.onConnection(silent.shared());
    silent.giveUp();
    assertThat(enter(60)).isCompletedWithValue(true);
    List<CompletableFuture<Boolean>> others = List.of(enter(60), enter(60));
    first.onConnection(silent.shared());
    assertThat(others).noneMatch(CompletableFuture::isDone);
    first.onConnection(new Opened().shared());
    first.onConnection(silent.shared());
    assertThat(others).allSatisfy(other -> assertThat(other).isCompletedWithValue(false));
    assertThat(enter(60)).isCompletedWithValue(false);
  }

  @Test
  void isOpenedByTheNextWhenOneFails() {
    assertThat(enter(60)).isCompletedWithValue(true);
    CompletableFuture<Boolean> second = enter(60);
    CompletableFuture<Boolean> third = enter(60);
    first.onEnd();
    assertThat(second).isCompletedWithValue(true);
    assertThat(third).isNotDone();
  }

  @Test
  void isTriedByOneMoreEachSecondThatItTakes() {
    assertThat(enter(60)).isCompletedWithValue(true);
    CompletableFuture<Boolean> second = enter(60);
    CompletableFuture<Boolean> third = enter(60);
    time.advance(Duration.ofMillis(999));
    assertThat(second).isNotDone();
    time.advance(Duration.ofMillis(1));
    assertThat(second).isCompletedWithValue(true);
    assertThat(third).isNotDone();
    time.advance(Duration.ofSeconds(1));
    assertThat(third).isCompletedWithValue(true);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_001, 5_000, 59_000})
  void isTriedByAReaderThatComesAfterTheFirstHasTakenLong(int millis) {
    assertThat(enter(60)).isCompletedWithValue(true);
    time.advance(Duration.ofMillis(millis));
    CompletableFuture<Boolean> late = enter(3);
    assertThat(late).isCompletedWithValue(true);
    CompletableFuture<Boolean> later = enter(3);
    time.advance(Duration.ofMillis(999));
    assertThat(later).isNotDone();
    time.advance(Duration.ofMillis(1));
    assertThat(later).isCompletedWithValue(true);
  }

  @Test
  void isTriedByTheNextIfOneLeavesBeforeItsTurn() {
    assertThat(enter(60)).isCompletedWithValue(true);
    CompletableFuture<Boolean> left = enter(60);
    CompletableFuture<Boolean> next = enter(60);
    left.cancel(false);
    time.advance(Duration.ofSeconds(1));
    assertThat(next).isCompletedWithValue(true);
  }

  @Test
  void hasAWholeSecondAlsoAfterARequestThatFailed() {
    assertThat(enter(60)).isCompletedWithValue(true);
    time.advance(Duration.ofMillis(900));
    first.onEnd();
    assertThat(enter(60)).isCompletedWithValue(true);
    CompletableFuture<Boolean> waiting = enter(60);
    time.advance(Duration.ofMillis(999));
    assertThat(waiting).isNotDone();
    time.advance(Duration.ofMillis(1));
    assertThat(waiting).isCompletedWithValue(true);
  }

  @Test
  void isTriedByALaterReaderIfTheSchedulerLosesTasks() {
    AtomicBoolean loses = new AtomicBoolean(true);
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return time.schedule(loses.get() ? () -> {} : task, delay, unit);
          }
        };
    FirstConnection lossy =
        new FirstConnection("agent", SourceContext.builder(time, scheduler, Runnable::run).build());
    Deadline deadline = Deadline.in(Duration.ofSeconds(60), time);
    assertThat(lossy.enter(deadline)).isCompletedWithValue(true);
    loses.set(false);
    time.advance(Duration.ofMillis(999));
    CompletableFuture<Boolean> early = lossy.enter(deadline);
    assertThat(early).isNotDone();
    time.advance(Duration.ofMillis(1));
    CompletableFuture<Boolean> late = lossy.enter(deadline);
    assertThat(early).isCompletedWithValue(true);
    assertThat(late).isNotDone();
    time.advance(Duration.ofSeconds(1));
    assertThat(late).isCompletedWithValue(true);
    scheduler.shutdownNow();
  }

  @Test
  void explainsWhyAReaderWaitedInVain() {
    assertThat(enter(60)).isCompletedWithValue(true);
    CompletableFuture<Boolean> hasty = first.enter(Deadline.in(Duration.ofMillis(500), time));
    time.advance(Duration.ofMillis(499));
    assertThat(hasty)
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(NotAskedException.class)
        .havingCause()
        .withMessageContaining("agent: no request sent within 500 ms");
    first.onEnd();
    assertThat(enter(60)).isCompletedWithValue(true);
  }

  static List<Throwable> faultsOfASchedulerInAnyLanguage() {
    return List.of(
        new OutOfMemoryError("unable to create native thread"),
        new IllegalStateException("a bug"),
        new Exception("code in Kotlin may throw any"));
  }

  @ParameterizedTest
  @MethodSource("faultsOfASchedulerInAnyLanguage")
  void isOpenedEvenIfTheSchedulerThrows(Throwable fault) {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            throw FirstConnectionTest.<RuntimeException>asUnchecked(fault);
          }
        };
    FirstConnection poor =
        new FirstConnection("agent", SourceContext.builder(time, scheduler, Runnable::run).build());
    Deadline deadline = Deadline.in(Duration.ofSeconds(60), time);
    assertThat(poor.enter(deadline)).isCompletedWithValue(true);
    assertThat(poor.enter(deadline))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isSameAs(fault);
    time.advance(Duration.ofSeconds(1));
    assertThat(poor.enter(deadline)).isCompletedWithValue(true);
    poor.onEnd();
    poor.onEnd();
    assertThat(poor.enter(deadline)).isCompletedWithValue(true);
    scheduler.shutdownNow();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E asUnchecked(Throwable fault) throws E {
    throw (E) fault;
  }

  private CompletableFuture<Boolean> enter(int seconds) {
    return first.enter(Deadline.in(Duration.ofSeconds(seconds), time));
  }

  /** A connection that exists until it is closed or given up. */
  private static final class Opened implements Connection {

    private final Socket socket = new Socket();
    private boolean givenUp;

    SharedConnection shared() {
      return new SharedConnection(this, () -> givenUp);
    }

    void giveUp() {
      givenUp = true;
    }

    void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Socket socket() {
      return socket;
    }

    @Override
    public Route route() {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Handshake handshake() {
      return null;
    }

    @Override
    public Protocol protocol() {
      return Protocol.HTTP_2;
    }
  }
}
