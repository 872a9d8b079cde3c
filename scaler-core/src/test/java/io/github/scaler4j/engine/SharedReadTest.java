package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.CacheHitEvent;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.StaleAnswerEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SharedReadTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration FRESH = Duration.ofSeconds(15);
  private static final Duration STALE = Duration.ofMinutes(2);
  private final MetricSourceException down = new TransportException("down", null);

  private final EngineTime time = new EngineTime();
  private final List<Object> events = new ArrayList<>();
  private final List<Deadline> asked = new ArrayList<>();
  private Refresh refresh = Refresh.UNDER_WAY;
  private @Nullable MetricSourceException heldBack;
  private Runnable onRefresh = () -> {};
  private final SharedRead<String> read = read(time.context(new Listener()));

  private SharedRead<String> read(SourceContext context) {
    return new SharedRead<>(
        "web:hits",
        new Freshness(FRESH, STALE),
        context.time(),
        new DeadlineTimer(context),
        new SourceEvents(context),
        new Upstream() {
          @Override
          public Refresh refresh(Deadline deadline) {
            asked.add(deadline);
            onRefresh.run();
            return refresh;
          }

          @Override
          public @Nullable MetricSourceException holdBack() {
            return heldBack;
          }
        });
  }

  private CompletableFuture<Fetched<String>> reader(Duration timeout) {
    return read.read(time.in(timeout));
  }

  private static Throwable fault(CompletableFuture<?> future) {
    assertThat(future).isCompletedExceptionally();
    return FutureFault.bare(catchThrowable(() -> future.getNow(null)));
  }

  private void remember(String value) {
    read.succeed(value);
    time.advance(FRESH);
  }

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
      assertThat(late.toAnswer(v -> new MetricOutcome.NoData(v), time).age()).isEqualTo(SECOND);
      assertThat(late.toAnswer(v -> new MetricOutcome.NoData(v), time).fetchedAt())
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

    @Test
    void failsItsReaderAndLeavesNothingBehind() {
      CompletableFuture<Fetched<String>> other = reader(SECOND);
      IllegalStateException bug = new IllegalStateException("ours");
      onRefresh =
          () -> {
            throw bug;
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

  @Nested
  class RequestWithLessTimeThanAReader {

    private final Deadline ofTheRequest = time.in(SECOND);

    @Test
    void isRepeatedForThatReader() {
      CompletableFuture<Fetched<String>> hasty = reader(SECOND);
      CompletableFuture<Fetched<String>> patient = reader(SECOND.multipliedBy(5));
      Deadline latest = time.in(SECOND.multipliedBy(5));
      asked.clear();
      read.fail(down, ofTheRequest);
      assertThat(fault(hasty)).isSameAs(down);
      assertThat(patient).isNotDone();
      assertThat(asked).containsExactly(latest);
      read.succeed("7");
      assertThat(patient.join().value()).isEqualTo("7");
    }

    @Test
    void isRepeatedOnlyOnce() {
      CompletableFuture<Fetched<String>> patient = reader(SECOND.multipliedBy(5));
      read.fail(down, ofTheRequest);
      read.fail(down, ofTheRequest);
      assertThat(fault(patient)).isSameAs(down);
      assertThat(asked).hasSize(2);
    }

    @Test
    void isNotRepeatedIfMoreTimeIsUseless() {
      CompletableFuture<Fetched<String>> patient = reader(SECOND.multipliedBy(5));
      read.fail(down);
      assertThat(fault(patient)).isSameAs(down);
      assertThat(asked).hasSize(1);
    }

    @Test
    void isNotRepeatedForAReaderThatHasLeft() {
      reader(SECOND.multipliedBy(5)).cancel(false);
      read.fail(down, ofTheRequest);
      assertThat(asked).hasSize(1);
    }

    @Test
    void endsTheReaderIfItIsRefusedOrFails() {
      CompletableFuture<Fetched<String>> first = reader(SECOND.multipliedBy(5));
      MetricSourceException open = new TransportException("open", null);
      refresh = new Refresh.Refused(open);
      read.fail(down, ofTheRequest);
      assertThat(fault(first)).isSameAs(open);

      refresh = Refresh.UNDER_WAY;
      CompletableFuture<Fetched<String>> second = reader(SECOND.multipliedBy(5));
      IllegalStateException bug = new IllegalStateException("ours");
      onRefresh =
          () -> {
            throw bug;
          };
      read.fail(down, ofTheRequest);
      assertThat(fault(second)).isSameAs(bug);
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

  private final class Listener implements SourceListener {
    @Override
    public void onCacheHit(CacheHitEvent event) {
      events.add(event);
    }

    @Override
    public void onStaleAnswer(StaleAnswerEvent event) {
      events.add(event);
    }
  }
}
