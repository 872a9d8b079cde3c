package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One plan's life: random options, and random events until no reader waits. */
final class RandomLane {

  private static final int MOST_QUERIES = 12;
  private static final int LONGEST_HISTORY = 40;
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Random random;
  private final boolean merging;
  private final RandomReplies replies;
  private final CountingGuard guard = new CountingGuard();
  private final LanePlan plan;
  private final LanePromises promises;
  private final Deque<String> history = new ArrayDeque<>();
  private long now;
  private OptionalLong wakeAt = OptionalLong.empty();
  private boolean closed;

  RandomLane(int seed) {
    random = new Random(seed);
    merging = random.nextInt(3) == 0;
    replies = new RandomReplies(random, merging);
    now = random.nextInt(10) == 0 ? Long.MAX_VALUE - 1000 * MILLI : random.nextLong();
    DatadogApiOptions options =
        DatadogApiOptions.builder()
            .freshFor(Duration.ofSeconds(random.nextInt(3) * 10L))
            .batching(merging || random.nextInt(5) > 0)
            .maxBatchQueries((merging ? 4 : 1) + random.nextInt(5))
            .maxParallelRequests(1 + random.nextInt(4))
            .linger(Duration.ofMillis(random.nextInt(3) * 5L))
            .retries(random.nextInt(3))
            .merging(merging)
            .openGroupsFrom(2 + random.nextInt(8))
            .build();
    plan = new LanePlan("api.example.com", "account", options, guard, random::nextDouble);
    promises = new LanePromises(plan, options, guard);
  }

  /** The last events, oldest first. */
  Collection<String> history() {
    return history;
  }

  void play(int events) {
    for (int i = 0; i < events; i++) {
      playOne();
    }
    drain();
  }

  private void playOne() {
    int dice = random.nextInt(1000);
    promises.noteResting();
    if (dice < 30) {
      reportMargin();
    } else if (dice < 80) {
      leaveReaders();
    } else if (dice < 400) {
      wish();
    } else if (dice < 650) {
      // Merging pauses for hours after a difference.
      boolean longer = merging && random.nextInt(20) == 0;
      pass(longer ? TimeUnit.HOURS.toNanos(2) : random.nextInt(1 << random.nextInt(16)) * MILLI);
    } else if (dice < 940) {
      endOne();
    } else if (dice < 960) {
      leaveOne();
    } else if (dice < 990) {
      enterOne();
    } else if (dice < 999) {
      guard.down = random.nextInt(3) == 0;
    } else if (random.nextInt(20) == 0) {
      close();
    }
  }

  private void enterOne() {
    int count = promises.queries.size();
    if (count < MOST_QUERIES) {
      String one = "avg:q" + count + "{*}";
      String text =
          merging && random.nextInt(4) > 0
              ? RandomReplies.member(count)
              : List.of(one, one + "," + one, one + "{'").get(random.nextInt(3));
      Duration age = Duration.ofSeconds(random.nextInt(4) == 0 ? 120 : 90);
      DatadogQuery query = DatadogQuery.of(text, age, Duration.ZERO, 0);
      promises.queries.add(plan.enter(query, new SilentReaders(false)));
    }
  }

  /** A query is forgotten, perhaps while its readers wait for a request. */
  private void leaveOne() {
    if (!promises.queries.isEmpty()) {
      QueryEntry query = anyQuery();
      note("forget " + query.query().text() + ", " + query.place());
      promises.queries.remove(query);
      plan.leave(query);
    }
  }

  private QueryEntry anyQuery() {
    return promises.queries.get(random.nextInt(promises.queries.size()));
  }

  private void wish() {
    if (promises.queries.isEmpty()) {
      return;
    }
    QueryEntry query = anyQuery();
    Deadline deadline = new Deadline(now + (1L << random.nextInt(14)) * MILLI);
    SilentReaders readers = SilentReaders.of(query);
    boolean waited = readers.waiting;
    readers.waiting = true;
    if (random.nextInt(20) == 0) {
      wishInVain(query, deadline);
    }
    Step step = plan.wish(query, deadline, now);
    note("wish " + query.query().text());
    promises.onWish(query, step.refresh());
    if (step.refresh() instanceof Refresh.Refused) {
      readers.waiting = waited;
    }
    take(step);
  }

  private void wishInVain(QueryEntry query, Deadline deadline) {
    guard.open = true;
    Step missed = plan.wish(query, deadline, now);
    assertThat(missed.refresh()).isInstanceOf(Refresh.Refused.class);
    assertThat(missed.acts()).isEmpty();
    guard.open = false;
  }

  private void reportMargin() {
    if (!promises.queries.isEmpty()) {
      QueryEntry query = anyQuery();
      double margin = List.of(0.0, 0.1, 0.5, Double.POSITIVE_INFINITY).get(random.nextInt(4));
      SilentReaders.of(query).margin = margin;
      note("margin of " + query.query().text() + " is " + margin);
    }
  }

  /** All readers of a query leave without an answer. */
  private void leaveReaders() {
    if (!promises.queries.isEmpty()) {
      QueryEntry query = anyQuery();
      promises.onReadersGone(query);
      note("readers leave " + query.query().text());
      take(plan.giveUp(query, now));
    }
  }

  private void pass(long nanos) {
    long until = now + nanos;
    while (wakeAt.isPresent() && wakeAt.getAsLong() - until <= 0) {
      now = wakeAt.getAsLong() - now > 0 ? wakeAt.getAsLong() : now;
      wakeAt = OptionalLong.empty();
      note("wake");
      promises.noteResting();
      take(plan.wake(now));
    }
    now = until;
  }

  private void endOne() {
    if (!promises.sent.isEmpty()) {
      Batch batch = promises.sent.remove(random.nextInt(promises.sent.size()));
      end(batch, replies.next(batch));
    }
  }

  private void end(Batch batch, Reply reply) {
    promises.noteResting();
    note("end " + reply.getClass().getSimpleName());
    take(plan.end(batch, reply, now));
  }

  private void close() {
    note("close");
    closed = true;
    take(plan.close());
  }

  private void take(Step step) {
    if (step.wakeAtNanos().isPresent()
        && (wakeAt.isEmpty() || step.wakeAtNanos().getAsLong() - wakeAt.getAsLong() < 0)) {
      wakeAt = step.wakeAtNanos();
    }
    promises.onStep(step);
  }

  /** Answers everything until no reader waits, and then until nothing is left. */
  private void drain() {
    guard.down = false;
    answerUntil(promises::areAtRest);
    promises.checkRest();
    if (!closed) {
      promises.queries.forEach(plan::leave);
      // A query that was forgotten while it was due may still wait for its request.
      answerUntil(this::isDisposable);
      assertThat(isDisposable()).isTrue();
    }
  }

  private boolean isDisposable() {
    return plan.isDisposable(now + TimeUnit.HOURS.toNanos(1));
  }

  private void answerUntil(BooleanSupplier over) {
    for (int i = 0; i < 400 && !over.getAsBoolean(); i++) {
      while (!promises.sent.isEmpty()) {
        Batch batch = promises.sent.remove(0);
        end(batch, replies.answer(batch));
      }
      pass(TimeUnit.SECONDS.toNanos(10));
    }
  }

  private void note(String event) {
    history.add(event);
    if (history.size() > LONGEST_HISTORY) {
      history.remove();
    }
  }
}
