package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Queries that are added at almost no cost, because they can be merged. */
class WindowQueueCompanionsTest extends WindowQueueFixture {

  private final PathCapacity path = new PathCapacity(35);
  private final TestRequests requests = new TestRequests(options, path);
  private final WindowQueue queue = new WindowQueue(options, path, requests);
  private final QueryEntry old = query("old");
  private final QueryEntry fresh = query("fresh");
  private final QueryEntry first = query("first");
  private final QueryEntry other = query("other");
  private final QueryEntry last = query("last");

  WindowQueueCompanionsTest() {
    queue.rest(old);
    queue.rest(fresh);
    fresh.accept(now);
    for (QueryEntry query : List.of(first, other, last)) {
      due(queue, query);
    }
    requests.companions.put(first, List.of(old, fresh, last, query("of another queue")));
  }

  @Test
  void takesCompanionsThatAreDueOrOld() {
    assertThat(queue.takeBatch(now)).containsExactly(first, old, last, other);
    assertThat(queue.isIdle()).isTrue();
    assertThat(queue.isEmpty()).as("the fresh one rests").isFalse();
  }

  @Test
  void takesNoCompanionsOfAQueryThatDoesNotFit() {
    WindowQueue narrow = new WindowQueue(options, path, requests);
    QueryEntry wide =
        new QueryEntry(Triggers.query("a,".repeat(34) + "a", 0, 35), 500, new SilentReaders(true));
    requests.companions.put(wide, List.of(old));
    due(narrow, query("before"));
    wide.takeTurn(1_000);
    due(narrow, wide);
    narrow.rest(old);
    assertThat(narrow.takeBatch(now)).doesNotContain(wide).hasSize(2).last().isSameAs(old);
  }
}
