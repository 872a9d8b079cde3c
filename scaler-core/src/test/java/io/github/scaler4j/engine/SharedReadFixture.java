package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.CacheHitEvent;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.StaleAnswerEvent;
import io.github.scaler4j.source.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A shared read with a recording upstream, in a time that tests move. */
abstract class SharedReadFixture {

  static final Duration SECOND = Duration.ofSeconds(1);
  static final Duration FRESH = Duration.ofSeconds(15);
  static final Duration STALE = Duration.ofMinutes(2);
  final MetricSourceException down = new TransportException("down", null);

  final TestTime time = new TestTime();
  final List<Object> events = new ArrayList<>();
  final List<Deadline> asked = new ArrayList<>();
  Refresh refresh = Refresh.UNDER_WAY;
  @Nullable MetricSourceException heldBack;
  Runnable onRefresh = () -> {};
  final SharedRead<String> read = read(time.context(new Listener()));

  SharedRead<String> read(SourceContext context) {
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

  CompletableFuture<Fetched<String>> reader(Duration timeout) {
    return read.read(time.in(timeout));
  }

  static Throwable fault(CompletableFuture<?> future) {
    assertThat(future).isCompletedExceptionally();
    return FutureFault.bare(catchThrowable(() -> future.getNow(null)));
  }

  void remember(String value) {
    read.succeed(value);
    time.advance(FRESH);
  }

  final class Listener implements SourceListener {
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
