package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.InterleavedReads.Read;
import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.engine.CallerFuture;
import io.github.scaler4j.engine.DeadlineTimer;
import io.github.scaler4j.engine.Fetched;
import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.FreshnessCache;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * One run of random events: the real cache, lane and exchange with a time and a Datadog that the
 * seed controls.
 */
final class Interleaving {

  private static final int QUERIES = 6;

  /** Datadog can't parse the last query. */
  private static final int PARSABLE = QUERIES - 1;

  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final Duration[] TIMEOUTS = {
    Duration.ofMillis(2), Duration.ofMillis(60), Duration.ofSeconds(1), LONGEST
  };

  private final Random random;
  private final RandomAnswers answers;
  private final List<String> history = new ArrayList<>();
  private final ManualTime time = TestSource.newTime();
  private final TestDatadog datadog = new TestDatadog(time);
  private final AccountLane lane;
  private final FreshnessCache<Integer, LiveQuery> cache;
  private final InterleavedReads reads = new InterleavedReads();
  private final Set<LiveQuery> known = new HashSet<>();
  private boolean closed;
  private boolean dead;

  Interleaving(int seed) {
    this.random = new Random(seed);
    this.answers = new RandomAnswers(random, TestSource.text(PARSABLE));
    SourceContext context =
        SourceContext.builder(time, time, Runnable::run).random(random::nextDouble).build();
    SourceEvents events = new SourceEvents(context);
    DatadogApiOptions options =
        DatadogApiOptions.builder()
            .freshFor(Duration.ofSeconds(random.nextInt(3) * 10L))
            .staleFor(Duration.ofSeconds(random.nextInt(2) * 60L))
            .batching(random.nextInt(4) > 0)
            .maxBatchQueries(1 + random.nextInt(4))
            .maxParallelRequests(1 + random.nextInt(3))
            .build();
    this.lane =
        new AccountLane(
            Triggers.account(trigger(query("a{*}"))),
            "account",
            options,
            context,
            events,
            new QueryExchange(
                new HttpExchange(datadog, options.bodyCap(), context, events), context, 4));
    DeadlineTimer timer = new DeadlineTimer(context);
    Freshness freshness = new Freshness(options.freshFor(), options.staleFor());
    this.cache =
        new FreshnessCache<>(
            options.idleAfter(),
            100,
            context,
            i ->
                new LiveQuery(
                    query(TestSource.text(i)), lane, freshness, context.time(), timer, events),
            LiveQuery::forget);
  }

  /** The events so far. */
  List<String> history() {
    return history;
  }

  void play() {
    int steps = 10 + random.nextInt(40);
    for (int i = 0; i < steps; i++) {
      step();
      checkThatNobodyWaitsTooLong();
    }
    drain();
    reads.checkOutcomes();
    checkPlaces();
    if (!closed && !dead) {
      checkThatAllCanBeReadAgain();
    }
  }

  private void step() {
    int dice = random.nextInt(100);
    if (dice < 40) {
      read(random.nextInt(QUERIES), TIMEOUTS[random.nextInt(TIMEOUTS.length)]);
    } else if (dice < 48) {
      cancel();
    } else if (dice < 66) {
      advance(Duration.ofMillis(1L << random.nextInt(14)));
    } else if (dice < 95) {
      endOneCall();
    } else if (dice < 97) {
      note("forget");
      cache.get(random.nextInt(QUERIES)).forget();
    } else if (dice < 98) {
      advance(Duration.ofMinutes(11));
    } else if (dice < 99) {
      note("die");
      dead = true;
      time.shutdownNow();
    } else {
      close();
    }
  }

  private void note(String what) {
    history.add(what);
  }

  private void read(int i, Duration timeout) {
    note("read " + i + " " + timeout.toMillis());
    LiveQuery query = cache.get(i);
    known.add(query);
    CompletableFuture<Fetched<QueryAnswer>> future =
        CallerFuture.of(query.read(Deadline.in(timeout, time)), fetched -> fetched);
    reads.all.add(new Read(i, future, time.nanoTime() + timeout.toNanos()));
  }

  private void cancel() {
    if (reads.all.isEmpty()) {
      return;
    }
    Read read = reads.all.get(random.nextInt(reads.all.size()));
    if (read.future().isDone()) {
      return;
    }
    reads.onCancel(read);
    if (random.nextBoolean()) {
      note("cancel");
      read.future().cancel(random.nextBoolean());
    } else {
      note("complete");
      read.future().completeExceptionally(new CancellationException());
    }
  }

  private void advance(Duration step) {
    note("advance " + step.toMillis());
    time.advance(step);
  }

  private void endOneCall() {
    List<TestCall> pending = datadog.pending();
    if (pending.isEmpty()) {
      return;
    }
    TestCall call = pending.get(random.nextInt(pending.size()));
    int dice = random.nextInt(20);
    note("reply " + dice + " to " + call.queries());
    answers.end(call, dice);
  }

  private void close() {
    note("close");
    closed = true;
    cache.close();
    lane.close();
  }

  private void checkThatNobodyWaitsTooLong() {
    reads.checkEnds(read -> closed || (!dead && read.dueNanos() - time.nanoTime() <= 0));
  }

  /** Ends everything: all calls answered, all timeouts over, or closed. */
  private void drain() {
    if (dead) {
      datadog.pending().forEach(answers::refuseOrAnswer);
      close();
    }
    for (int i = 0; i < 200 && !isAtRest(); i++) {
      datadog.pending().forEach(answers::refuseOrAnswer);
      time.advance(LONGEST);
    }
    checkThatNobodyWaitsTooLong();
  }

  private boolean isAtRest() {
    return datadog.pending().isEmpty()
        && known.stream().allMatch(query -> query.entry().place() == Place.RESTING)
        && reads.haveEnded();
  }

  private void checkPlaces() {
    for (LiveQuery query : known) {
      assertThat(query.entry().place()).as(query.entry().query().text()).isEqualTo(Place.RESTING);
    }
  }

  /** The lane still works afterwards, however slow its gate has become. */
  private void checkThatAllCanBeReadAgain() {
    Set<Integer> served = new HashSet<>();
    for (int round = 0; round < 20 && served.size() < PARSABLE; round++) {
      advance(Duration.ofMinutes(3));
      int from = reads.all.size();
      for (int i = 0; i < PARSABLE; i++) {
        read(i, LONGEST);
      }
      for (int i = 0; i < 30; i++) {
        datadog.pending().forEach(call -> call.answer(RandomAnswers.budget(90)));
        time.advance(Duration.ofMillis(100));
      }
      for (Read read : reads.all.subList(from, reads.all.size())) {
        if (!read.future().isCompletedExceptionally()
            && read.future().join().staleCause().isEmpty()) {
          served.add(read.query());
        }
      }
    }
    assertThat(served).as("can be read again").hasSize(PARSABLE);
  }
}
