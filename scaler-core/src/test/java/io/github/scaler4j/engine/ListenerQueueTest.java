package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.TestTime;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is logged of a listener that can't be notified. */
class ListenerQueueTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestTime time = new TestTime();
  private final Slow listener = new Slow();

  /** A listener with a name of its own. */
  private static final class Slow implements SourceListener {}

  private ListenerQueue queue(Executor executor) {
    return new ListenerQueue(listener, executor, time);
  }

  private static void add(ListenerQueue queue, int count) {
    for (int i = 0; i < count; i++) {
      queue.add(listener -> {});
    }
  }

  @Test
  void namesAListenerThatFails() {
    ListenerQueue queue = queue(Runnable::run);
    Consumer<SourceListener> failing =
        listener -> {
          throw new IllegalStateException("no registry");
        };
    assertThat(CapturedLog.of(() -> queue.add(failing)))
        .contains("WARN", "the listener " + Slow.class.getName() + " failed", "no registry");
    assertThat(CapturedLog.of(() -> queue.add(failing))).as("once a minute").isEmpty();
    time.advance(MINUTE);
    assertThat(CapturedLog.of(() -> queue.add(failing))).contains("failed");
  }

  @Test
  void namesAnExecutorThatRunsNothing() {
    ListenerQueue queue = queue(task -> {});
    assertThat(CapturedLog.of(() -> add(queue, 1_000))).isEmpty();
    assertThat(CapturedLog.of(() -> add(queue, 5)))
        .contains("WARN")
        .contains("the executor does not run the listener " + Slow.class.getName())
        .containsPattern("events dropped: 1\\R$");
    time.advance(MINUTE);
    assertThat(CapturedLog.of(() -> add(queue, 1)))
        .as("since the last warning")
        .containsPattern("events dropped: 5\\R$");
  }

  @Test
  void namesAListenerThatIsTooSlow() {
    ListenerQueue queue = queue(Runnable::run);
    assertThat(CapturedLog.of(() -> queue.add(blocked -> add(queue, 1_001))))
        .contains("WARN")
        .contains("the listener " + Slow.class.getName() + " is too slow; events dropped: 1");
  }
}
