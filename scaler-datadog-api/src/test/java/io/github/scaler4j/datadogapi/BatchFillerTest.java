package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who gets the room that no due query takes. */
class BatchFillerTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double FAR = 0.5;

  private final DatadogApiOptions options =
      DatadogApiOptions.builder().freshFor(Duration.ofSeconds(20)).maxBatchQueries(5).build();
  private final PathCapacity path = new PathCapacity(options.maxBatchQueries());
  private final WindowQueue queue =
      new WindowQueue(options, path, new PlainRequests(options, path));
  private long now = -SECOND;
  private long turns;

  @Test
  void givesLeftRoomToTheNearestFirst() {
    List<QueryEntry> resting = resting(FAR, 0.3, 0.1, 0.2, 0.02);
    now += 6 * SECOND;
    QueryEntry due = due();
    QueryEntry another = due();
    assertThat(queue.takeBatch(now))
        .containsExactly(due, another, resting.get(4), resting.get(2), resting.get(3));
  }

  @Test
  void takesTheStalestBeforeTheNearest() {
    List<QueryEntry> stale = resting(FAR, FAR, FAR);
    now += 4 * SECOND;
    List<QueryEntry> near = resting(0, 0, 0);
    now += 6 * SECOND;
    QueryEntry due = due();
    assertThat(queue.takeBatch(now))
        .containsExactly(due, stale.get(0), stale.get(1), stale.get(2), near.get(0));
  }

  @Test
  void takesANearOneFromAQuarterOfItsFreshness() {
    List<QueryEntry> resting = resting(FAR, 0.1);
    now += 5 * SECOND - 1;
    QueryEntry due = due();
    assertThat(queue.takeBatch(now)).containsExactly(due);
    now += 1;
    due = due();
    assertThat(queue.takeBatch(now)).containsExactly(due, resting.get(1));
  }

  @Test
  void putsNoNearOneBeforeADueOne() {
    List<QueryEntry> resting = resting(0, 0, 0, 0);
    now += 10 * SECOND;
    List<QueryEntry> due = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      due.add(due());
    }
    assertThat(queue.takeBatch(now)).containsExactlyElementsOf(due.subList(0, 5));
    assertThat(queue.takeBatch(now)).hasSize(5).contains(due.get(5)).containsAll(resting);
  }

  /** A fleet at random, with values near their boundaries and without. */
  @Nested
  class Bound {

    private static final int QUERIES = 40;

    private final Random random = new Random(1);
    private final List<QueryEntry> all = new ArrayList<>();

    /** A due query waits for those that are older, and for nothing else. */
    @Test
    void holdsForEachDueQuery() {
      assertThat(longestWait(Bound::nearOrFar)).isLessThan(QUERIES / 5);
    }

    @Test
    void isNoWorseThanWithoutNearValues() {
      int far = new BatchFillerTest().new Bound().longestWait(i -> FAR);
      assertThat(longestWait(Bound::nearOrFar)).isLessThanOrEqualTo(far);
    }

    private static double nearOrFar(int query) {
      return query % 4 == 0 ? 0.01 * query : FAR;
    }

    /** Returns how many requests a due query waited at most. */
    private int longestWait(IntToDoubleFunction margins) {
      for (int i = 0; i < QUERIES; i++) {
        all.add(resting(margins.applyAsDouble(i)).get(0));
      }
      int longest = 0;
      Map<QueryEntry, Integer> waited = new HashMap<>();
      for (int request = 0; request < 20_000; request++) {
        now += (1 + random.nextInt(4)) * SECOND;
        for (QueryEntry query : all) {
          if (query.place() == QueryEntry.Place.RESTING
              && query.isOlderThan(20 * SECOND, now)
              && random.nextInt(3) > 0) {
            queue.remove(query);
            queue.makeDue(query, now);
            waited.put(query, 0);
          }
        }
        List<QueryEntry> taken = queue.isIdle() ? List.of() : queue.takeBatch(now);
        for (QueryEntry query : taken) {
          waited.remove(query);
          query.takeTurn(++turns);
          query.accept(now);
          queue.rest(query);
        }
        waited.replaceAll((query, requests) -> requests + 1);
        longest = waited.values().stream().reduce(longest, Math::max);
      }
      return longest;
    }
  }

  private QueryEntry due() {
    QueryEntry query = query(FAR);
    query.takeTurn(100_000 + ++turns);
    queue.makeDue(query, now);
    return query;
  }

  private List<QueryEntry> resting(double... margins) {
    List<QueryEntry> resting = new ArrayList<>();
    for (double margin : margins) {
      QueryEntry query = query(margin);
      query.accept(now);
      queue.rest(query);
      resting.add(query);
    }
    return resting;
  }

  private QueryEntry query(double margin) {
    return new QueryEntry(Triggers.query("q" + turns), ++turns, new Sink(margin));
  }

  private record Sink(double margin) implements AnswerSink {
    @Override
    public boolean hasWaitingReaders() {
      return true;
    }

    @Override
    public void onAnswer(QueryAnswer answer, Duration freshFor) {}

    @Override
    public void onFailure(MetricSourceException why, Deadline requestDeadline) {}

    @Override
    public void onRefusal(MetricSourceException why) {}

    @Override
    public void onAbort(Throwable why) {}
  }
}
