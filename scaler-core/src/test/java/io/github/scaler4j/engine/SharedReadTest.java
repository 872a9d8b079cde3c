package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.CacheHitEvent;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.StaleAnswerEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which value or failure the readers of one read get. */
class SharedReadTest extends SharedReadFixture {

  @Nested
  class Value {

    @Test
    void reachesAllReadersAsOneAnswer() {
      CompletableFuture<Fetched<String>> first = reader(SECOND);
      CompletableFuture<Fetched<String>> second = reader(SECOND);
      time.advance(SECOND.dividedBy(2));
      read.succeed("7");
      assertThat(first.join()).isSameAs(second.join());
      assertThat(first.join().value()).isEqualTo("7");
      assertThat(first.join().fetchedAt()).isEqualTo(time.now());
    }

    @Test
    void keepsItsMomentForLaterReaders() {
      read.succeed("7");
      Fetched<String> early = reader(SECOND).join();
      time.advance(SECOND);
      Fetched<String> late = reader(SECOND).join();
      assertThat(late.fetchedAt()).isEqualTo(early.fetchedAt());
      assertThat(late.toAnswer(v -> MetricOutcome.noData(v), time).age()).isEqualTo(SECOND);
      assertThat(late.toAnswer(v -> MetricOutcome.noData(v), time).fetchedAt())
          .isEqualTo(early.fetchedAt());
    }

    @Test
    void sendsNoRequestWhileItIsFresh() {
      read.succeed("7");
      time.advance(FRESH.minusNanos(1));
      assertThat(reader(SECOND).join().value()).isEqualTo("7");
      assertThat(asked).isEmpty();
      assertThat(events).containsExactly(new CacheHitEvent("web:hits", FRESH.minusNanos(1)));
      time.advance(Duration.ofNanos(1));
      assertThat(reader(SECOND)).isNotDone();
      assertThat(asked).hasSize(1);
    }

    @Test
    void isFreshForAnyDuration() {
      read.succeed("7", Duration.ofSeconds(Long.MAX_VALUE));
      time.advance(Duration.ofDays(1000));
      assertThat(reader(SECOND).join().value()).isEqualTo("7");
    }

    @Test
    void reachesAReaderDuringItsWish() {
      onRefresh = () -> read.succeed("7");
      assertThat(reader(SECOND).join().value()).isEqualTo("7");
      assertThat(time.waiting()).isZero();
    }
  }

  @Nested
  class Failure {

    @Test
    void reachesReadersWithoutAnOlderValue() {
      CompletableFuture<Fetched<String>> reader = reader(SECOND);
      read.fail(down);
      assertThat(fault(reader)).isSameAs(down);
      assertThat(reader(SECOND)).isNotDone();
    }

    @Test
    void returnsTheLastValueWhileItIsRecentEnough() {
      remember("7");
      CompletableFuture<Fetched<String>> reader = reader(SECOND);
      read.fail(down);
      assertThat(reader.join().staleCause()).containsSame(down);
      assertThat(events).containsExactly(new StaleAnswerEvent("web:hits", FRESH, down));
      time.advance(STALE);
      CompletableFuture<Fetched<String>> late = reader(SECOND);
      read.fail(down);
      assertThat(fault(late)).isSameAs(down);
    }

    @Test
    void reachesAllReadersIfItIsOurFault() {
      remember("7");
      CompletableFuture<Fetched<String>> reader = reader(SECOND);
      NoClassDefFoundError error = new NoClassDefFoundError("x");
      read.abort(error);
      assertThat(fault(reader)).isSameAs(error);
    }
  }

  @Test
  void survivesACallbackThatThrows() {
    CompletableFuture<Fetched<String>> first = reader(SECOND);
    CompletableFuture<Object> broken =
        first.thenApply(
            fetched -> {
              throw new CompletionException(new AssertionError("a caller's"));
            });
    CompletableFuture<Fetched<String>> second = reader(SECOND);
    read.succeed("7");
    assertThat(broken).isCompletedExceptionally();
    assertThat(second.join().value()).isEqualTo("7");
  }
}
