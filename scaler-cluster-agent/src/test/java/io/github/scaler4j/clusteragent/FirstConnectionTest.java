package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.NotAskedException;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Connection;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Route;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class FirstConnectionTest {

  private final ManualTime time = ManualTime.startingAt(Instant.EPOCH);
  private final SourceContext context = SourceContext.builder(time, time, Runnable::run).build();
  private final FirstConnection first = new FirstConnection("agent", context);

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
