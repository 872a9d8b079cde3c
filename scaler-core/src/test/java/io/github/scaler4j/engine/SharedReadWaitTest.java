package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How long a reader waits, and what it gets at its deadline. */
class SharedReadWaitTest extends SharedReadFixture {

  @Nested
  class Wish {

    @Test
    void endsAtOnceIfRefused() {
      refresh = new Refresh.Refused(down);
      assertThat(fault(reader(SECOND))).isSameAs(down);
      remember("7");
      assertThat(reader(SECOND).join().staleCause()).containsSame(down);
      assertThat(time.waiting()).isZero();
    }

    @Test
    void waitsOnlyWithoutAnOlderValue() {
      refresh = new Refresh.Queued(down);
      CompletableFuture<Fetched<String>> waiting = reader(SECOND);
      heldBack = down;
      time.advance(SECOND);
      assertThat(fault(waiting)).isSameAs(down);
      remember("7");
      assertThat(reader(SECOND).join().staleCause()).containsSame(down);
    }

    @Test
    void explainsTheDelayAtTheDeadline() {
      MetricSourceException other = new TransportException("another reason", null);
      refresh = new Refresh.Queued(down);
      CompletableFuture<Fetched<String>> left = reader(SECOND);
      time.advance(SECOND);
      assertThat(fault(left)).as("asked meanwhile").hasMessageContaining("no answer within 1000");
      refresh = Refresh.UNDER_WAY;
      CompletableFuture<Fetched<String>> held = reader(SECOND);
      heldBack = other;
      time.advance(SECOND);
      assertThat(fault(held)).isSameAs(other);
    }

    @ParameterizedTest
    @MethodSource("io.github.scaler4j.engine.UndeclaredFaults#kinds")
    void failsItsReaderAndLeavesNothingBehind(Throwable bug) {
      CompletableFuture<Fetched<String>> other = reader(SECOND);
      onRefresh =
          () -> {
            throw UndeclaredFaults.asUnchecked(bug);
          };
      assertThat(fault(reader(SECOND))).isSameAs(bug);
      onRefresh =
          () -> {
            throw down;
          };
      assertThat(fault(reader(SECOND))).isSameAs(down);
      assertThat(other).isNotDone();
      assertThat(time.waiting()).isEqualTo(1);
      onRefresh = () -> {};
      CompletableFuture<Fetched<String>> next = reader(SECOND);
      read.succeed("7");
      assertThat(next.join().value()).isEqualTo("7");
      assertThat(other.join().value()).isEqualTo("7");
    }
  }

  @Nested
  class ReadersDeadline {

    @Test
    void endsOnlyThatReader() {
      CompletableFuture<Fetched<String>> hasty = reader(SECOND);
      CompletableFuture<Fetched<String>> patient = reader(SECOND.multipliedBy(2));
      time.advance(SECOND);
      assertThat(fault(hasty))
          .isInstanceOf(TransportException.class)
          .hasMessage("web:hits: no answer within 1000 ms");
      assertThat(patient).isNotDone();
    }

    @Test
    void givesTheLastValue() {
      remember("7");
      CompletableFuture<Fetched<String>> reader = reader(SECOND);
      time.advance(SECOND);
      assertThat(reader.join().value()).isEqualTo("7");
      assertThat(reader.join().staleCause()).isPresent();
    }

    @Test
    void leavesNoTimerOnceTheReaderHasGone() {
      reader(SECOND).cancel(false);
      assertThat(time.waiting()).isZero();
    }

    @Test
    void endsTheReaderAtOnceIfNoTimerCanRun() {
      time.shutdown();
      assertThat(fault(reader(SECOND))).hasMessageContaining("scheduler has been shut down");
    }
  }
}
