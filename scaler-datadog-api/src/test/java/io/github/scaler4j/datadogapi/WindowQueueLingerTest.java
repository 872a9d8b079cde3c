package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void isFullByTheQueriesOfItsTexts(int width) {
    options = options.toBuilder().maxBatchQueries(4).linger(Duration.ofMillis(5)).build();
    WindowQueue queue = queue(options);
    for (int queries = width; queries < 4; queries += width) {
      due(queue, wide(width));
      assertThat(queue.lingerNanos(now)).isEqualTo(5_000_000);
    }
    due(queue, wide(width));
    assertThat(queue.lingerNanos(now)).isZero();
  }

  @Test
  void waitsForWhatMayStillFit() {
    options = options.toBuilder().maxBatchQueries(5).linger(Duration.ofMillis(5)).build();
    WindowQueue queue = queue(options);
    for (int i = 0; i < 2 + 35; i++) {
      due(queue, wide(2));
      assertThat(queue.lingerNanos(now)).as("a single one would fit").isEqualTo(5_000_000);
    }
    QueryEntry last = due(queue, wide(2));
    assertThat(queue.lingerNanos(now)).as("36 pairs don't fit").isZero();
    queue.remove(last);
    assertThat(queue.lingerNanos(now)).isEqualTo(5_000_000);
    due(queue, wide(1));
    assertThat(queue.lingerNanos(now)).as("a single one fits").isZero();
  }

  @Test
  void countsOnlyWhatIsStillDue() {
    options = options.toBuilder().maxBatchQueries(4).linger(Duration.ofMillis(5)).build();
    WindowQueue queue = queue(options);
    QueryEntry resting = wide(2);
    queue.rest(resting);
    QueryEntry pair = due(queue, wide(2));
    assertThat(queue.takeBatch(now)).containsExactly(pair, resting);
    due(queue, wide(2));
    assertThat(queue.lingerNanos(now)).as("one pair").isEqualTo(5_000_000);
    QueryEntry other = due(queue, wide(2));
    assertThat(queue.lingerNanos(now)).as("two pairs").isZero();
    queue.remove(other);
    assertThat(queue.lingerNanos(now)).as("one has left").isEqualTo(5_000_000);
    queue.rejoin(other);
    assertThat(queue.lingerNanos(now)).as("it is back").isZero();
    assertThat(queue.drainDue()).hasSize(2);
    due(queue, wide(3));
    assertThat(queue.lingerNanos(now)).as("only a new one").isEqualTo(5_000_000);
  }

  private QueryEntry wide(int queries) {
    return query(Triggers.text("q" + turns, queries), queries);
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
