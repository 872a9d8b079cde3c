package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.scaler4j.source.CacheHitEvent;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.TestTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListenersTest {

  private final TestTime time = new TestTime();
  private final ArrayDeque<Runnable> handedOver = new ArrayDeque<>();
  private final List<String> events = new ArrayList<>();
  private final SourceListener listener = onHit(event -> events.add(event.subject()));
  private final SourceListener queue = Listeners.of(listener, handedOver::add, time);

  private static CacheHitEvent hit(int i) {
    return new CacheHitEvent("" + i, Duration.ZERO);
  }

  private static List<String> range(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "" + i).toList();
  }

  private void work() {
    while (!handedOver.isEmpty()) {
      handedOver.remove().run();
    }
  }

  @Test
  void notifiesOnTheExecutorInOrder() {
    for (int i = 0; i < 10; i++) {
      queue.onCacheHit(hit(i));
    }
    assertThat(events).isEmpty();
    assertThat(handedOver).hasSize(1);
    work();
    assertThat(events).isEqualTo(range(0, 10));
    queue.onCacheHit(hit(10));
    work();
    assertThat(events).hasSize(11);
  }

  @Test
  void dropsTheOldestOfAListenerThatIsTooSlow() {
    for (int i = 0; i < 2_500; i++) {
      queue.onCacheHit(hit(i));
    }
    work();
    assertThat(events).isEqualTo(range(1_500, 2_500));
  }

  @Test
  void survivesAListenerThatThrows() {
    SourceListener broken =
        Listeners.of(
            onHit(
                event -> {
                  events.add(event.subject());
                  throw new NoClassDefFoundError("a metrics library");
                }),
            Runnable::run,
            time);
    assertThatCode(() -> broken.onCacheHit(hit(0))).doesNotThrowAnyException();
    broken.onCacheHit(hit(1));
    assertThat(events).isEqualTo(range(0, 2));
  }

  @Test
  void survivesAListenerThatCausesEvents() {
    SourceListener[] self = new SourceListener[1];
    self[0] =
        Listeners.of(
            onHit(
                event -> {
                  events.add(event.subject());
                  if (events.size() < 3) {
                    self[0].onCacheHit(hit(events.size()));
                  }
                  events.add("end");
                }),
            Runnable::run,
            time);
    self[0].onCacheHit(hit(0));
    assertThat(events).containsExactly("0", "end", "1", "end");
  }

  @Test
  void survivesAnExecutorThatRejectsTasks() {
    boolean[] full = {true};
    SourceListener refused =
        Listeners.of(
            listener,
            task -> {
              if (full[0]) {
                throw new RejectedExecutionException("full");
              }
              task.run();
            },
            time);
    refused.onCacheHit(hit(0));
    assertThat(events).isEmpty();
    full[0] = false;
    refused.onCacheHit(hit(1));
    assertThat(events).isEqualTo(range(0, 2));
  }

  @Test
  void doesNotPrecedeAnother() {
    assertThat(Listeners.of(queue, Runnable::run, time)).isSameAs(queue);
  }

  @Test
  void notifiesEachListener() {
    Listeners both = Listeners.of(SourceListener.NONE, Runnable::run, time);
    assertThat(both.hasListeners()).isFalse();
    both.addListener(
        onHit(
            event -> {
              throw new IllegalStateException("the first");
            }));
    both.addListener(listener);
    both.onCacheHit(hit(3));
    assertThat(both.hasListeners()).isTrue();
    assertThat(events).containsExactly("3");
  }

  @Test
  void notifiesTheOthersOfOneThatBlocks() {
    Listeners both = Listeners.of(listener, handedOver::add, time);
    List<String> others = new ArrayList<>();
    both.addListener(
        onHit(
            event -> {
              others.add(event.subject());
            }));
    for (int i = 0; i < 2_500; i++) {
      both.onCacheHit(hit(i));
      if (handedOver.size() > 1) {
        // The first listener's task stays where it is, as if it were blocked.
        handedOver.removeLast().run();
      }
    }
    assertThat(events).isEmpty();
    assertThat(others).isEqualTo(range(0, 2_500));
    work();
    assertThat(events).isEqualTo(range(1_500, 2_500));
  }

  @Test
  void submitsADroppedTaskAgainAtALaterEvent() {
    for (int i = 0; i < 3; i++) {
      queue.onCacheHit(hit(i));
      handedOver.clear();
      time.advance(Duration.ofSeconds(1L << i));
    }
    queue.onCacheHit(hit(3));
    work();
    assertThat(events).isEqualTo(range(0, 4));
    queue.onCacheHit(hit(4));
    handedOver.clear();
    time.advance(Duration.ofSeconds(1));
    queue.onCacheHit(hit(5));
    work();
    assertThat(events).isEqualTo(range(0, 6));
  }

  @Test
  void submitsFewTasksToAnExecutorThatIsLate() {
    for (int i = 0; i < 1_000; i++) {
      queue.onCacheHit(hit(i));
      time.advance(Duration.ofMinutes(1));
    }
    assertThat(handedOver).hasSizeLessThan(20);
    work();
    assertThat(events).isEqualTo(range(0, 1_000));
  }

  @Test
  void submitsNothingWhileAListenerBlocks() {
    Listeners[] self = new Listeners[1];
    self[0] =
        Listeners.of(
            onHit(
                event -> {
                  events.add(event.subject());
                  for (int i = 1; event.subject().equals("0") && i < 2_500; i++) {
                    self[0].onCacheHit(hit(i));
                    time.advance(Duration.ofMinutes(1));
                  }
                }),
            handedOver::add,
            time);
    self[0].onCacheHit(hit(0));
    handedOver.remove().run();
    assertThat(handedOver).isEmpty();
    assertThat(events).startsWith("0").endsWith("2499").hasSize(1_001);
  }

  @Test
  void addsAListenerWithinACallback() {
    Listeners[] self = new Listeners[1];
    self[0] =
        Listeners.of(
            onHit(
                event -> {
                  self[0].addListener(listener);
                }),
            handedOver::add,
            time);
    self[0].onCacheHit(hit(0));
    work();
    self[0].onCacheHit(hit(1));
    work();
    assertThat(events).containsExactly("1");
  }

  @Test
  void survivesACheckedExceptionAndOneThatCannotBeLogged() {
    Throwable[] faults = {
      new IOException("thrown by Kotlin"),
      new IllegalStateException() {
        @Override
        public String getMessage() {
          throw new UnsupportedOperationException("no message");
        }
      }
    };
    for (Throwable fault : faults) {
      events.clear();
      SourceListener broken =
          Listeners.of(
              onHit(
                  event -> {
                    events.add(event.subject());
                    throw UndeclaredFaults.asUnchecked(fault);
                  }),
              Runnable::run,
              time);
      assertThatCode(() -> broken.onCacheHit(hit(0))).doesNotThrowAnyException();
      broken.onCacheHit(hit(1));
      assertThat(events).isEqualTo(range(0, 2));
    }
  }

  /** A callback that it does not override would be lost. */
  @Test
  void passesOnEveryKindOfEvent() {
    assertThat(SourceListener.class.getMethods())
        .filteredOn(method -> method.getName().startsWith("on"))
        .hasSizeGreaterThan(6)
        .allSatisfy(
            method ->
                assertThat(
                        Listeners.class
                            .getMethod(method.getName(), method.getParameterTypes())
                            .getDeclaringClass())
                    .isEqualTo(Listeners.class));
  }

  @Test
  void createsNoEventsWithoutAListener() {
    new SourceEvents(time.context())
        .publish(
            SourceListener::onCacheHit,
            () -> {
              throw new AssertionError("an event was made for nobody");
            });
    new SourceEvents(time.context(listener)).publish(SourceListener::onCacheHit, () -> hit(7));
    assertThat(events).containsExactly("7");
  }

  private static SourceListener onHit(Consumer<CacheHitEvent> callback) {
    return new SourceListener() {
      @Override
      public void onCacheHit(CacheHitEvent event) {
        callback.accept(event);
      }
    };
  }
}
