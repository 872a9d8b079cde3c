package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a window waits for more queries. */
class WindowQueueLingerTest extends WindowQueueFixture {

  @Test
  void lingersUntilFull() {
    options = options.toBuilder().maxBatchQueries(2).linger(Duration.ofMillis(5)).build();
    WindowQueue queue = queue(options);
    due(queue, query("a"));
    assertThat(queue.lingerNanos(now + 1_000_000)).isEqualTo(4_000_000);
    assertThat(queue.lingerNanos(now + 9_000_000)).isZero();
    due(queue, query("b"));
    assertThat(queue.lingerNanos(now)).isZero();
  }

  @Test
  void countsLingerFromWhenAQueryBecameDue() {
    options = options.toBuilder().maxBatchQueries(2).linger(Duration.ofMillis(5)).build();
    WindowQueue queue = queue(options);
    for (String name : List.of("a", "b", "c", "d")) {
      due(queue, query(name));
      now += 1_000_000;
    }
    queue.takeBatch(now);
    queue.takeBatch(now);
    due(queue, query("e"));
    assertThat(queue.lingerNanos(now)).as("idle before").isEqualTo(5_000_000);
    due(queue, query("f"));
    due(queue, query("g"));
    now += 3_000_000;
    queue.takeBatch(now);
    assertThat(queue.lingerNanos(now)).as("due for 3 ms").isEqualTo(2_000_000);
    now += 1_000_000;
    due(queue, query("h"));
    queue.takeBatch(now);
    now += 9_000_000;
    due(queue, query("i"));
    assertThat(queue.lingerNanos(now)).as("idle again").isEqualTo(5_000_000);
  }

  @Test
  void lingersAgainAfterItWasEmpty() {
    options = options.toBuilder().linger(Duration.ofMillis(5)).build();
    WindowQueue queue = queue(options);
    due(queue, query("a"));
    assertThat(queue.drainDue()).hasSize(1);
    now += 9_000_000;
    due(queue, query("b"));
    assertThat(queue.lingerNanos(now)).isEqualTo(5_000_000);
  }

  @Test
  void keepsTheDueTimeOfWhatRejoins() {
    options = options.toBuilder().linger(Duration.ofMillis(5)).build();
    WindowQueue queue = queue(options);
    QueryEntry early = query("early");
    early.becomeDue(now);
    now += 2_000_000;
    due(queue, query("late"));
    queue.rejoin(early);
    assertThat(queue.lingerNanos(now)).isEqualTo(3_000_000);
    QueryEntry later = query("later");
    later.becomeDue(now);
    queue.rejoin(later);
    assertThat(queue.lingerNanos(now)).isEqualTo(3_000_000);
  }
}
