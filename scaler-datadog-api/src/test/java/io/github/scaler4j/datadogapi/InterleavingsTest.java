package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.engine.CallerFuture;
import io.github.scaler4j.engine.DeadlineTimer;
import io.github.scaler4j.engine.Fetched;
import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.FreshnessCache;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * No waiter is lost, whatever the order of read, cancel, timeout, answer, fault, refusal, 429,
 * forgetting, a scheduler that dies, and close.
 *
 * <p>The real cache, lane and exchange with a time and a Datadog that the test controls, in 10,000
 * runs with a fixed seed each.
 */
class InterleavingsTest {

  private static final int RUNS = 10_000;
  private static final int QUERIES = 6;
  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final Duration[] TIMEOUTS = {
    Duration.ofMillis(2), Duration.ofMillis(60), Duration.ofSeconds(1), LONGEST
  };

  @Test
  void losesNoReader() {
    for (int seed = 0; seed < RUNS; seed++) {
      Run run = new Run(seed);
      try {
        run.play();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + run.history, e);
      }
    }
  }

  /** One reader: its query, and until when it must have a result. */
  private record Reader(int query, CompletableFuture<Fetched<QueryAnswer>> future, long dueNanos) {}

  private static final class Run {
    private final Random random;
    private final List<String> history = new ArrayList<>();
    private final ManualTime time = TestSource.newTime();
    private final TestDatadog datadog = new TestDatadog(time);
    private final AccountLane lane;
    private final FreshnessCache<Integer, LiveQuery> cache;
    private final List<Reader> readers = new ArrayList<>();
    private final Set<LiveQuery> known = new HashSet<>();
    private final Set<Object> ended = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Reader> left = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean closed;
    private boolean dead;

    Run(int seed) {
      this.random = new Random(seed);
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

    void play() {
      int steps = 10 + random.nextInt(40);
      for (int i = 0; i < steps; i++) {
        step();
        checkThatNobodyWaitsTooLong();
      }
      drain();
      checkOutcomes();
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
        reply();
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
      readers.add(new Reader(i, future, time.nanoTime() + timeout.toNanos()));
    }

    private void cancel() {
      if (readers.isEmpty()) {
        return;
      }
      Reader reader = readers.get(random.nextInt(readers.size()));
      if (reader.future().isDone()) {
        return;
      }
      left.add(reader);
      if (random.nextBoolean()) {
        note("cancel");
        reader.future().cancel(random.nextBoolean());
      } else {
        note("complete");
        reader.future().completeExceptionally(new CancellationException());
      }
    }

    private void advance(Duration step) {
      note("advance " + step.toMillis());
      time.advance(step);
    }

    private void reply() {
      List<TestCall> pending = datadog.pending();
      if (pending.isEmpty()) {
        return;
      }
      TestCall call = pending.get(random.nextInt(pending.size()));
      int dice = random.nextInt(20);
      note("reply " + dice + " to " + call.queries());
      if (dice < 8) {
        refuseOrAnswer(call);
      } else if (dice < 10) {
        call.fail(new IOException("reset"));
      } else if (dice < 12) {
        call.answer(503, "");
      } else if (dice < 14) {
        call.answer(422, "");
      } else if (dice < 15) {
        call.answer(429, "");
      } else if (dice < 16) {
        call.answer(429, "", budget(0));
      } else if (dice < 17) {
        call.answer(403, "");
      } else if (dice < 18) {
        call.answer(200, "<html>");
      } else if (dice < 19) {
        call.answer(200, withIndexOutOfRange(call));
      } else {
        call.answer(budget(random.nextInt(100)));
      }
    }

    /** The last query is one that Datadog can't parse. */
    private static void refuseOrAnswer(TestCall call) {
      if (call.queries().contains(TestSource.text(QUERIES - 1))) {
        call.reject();
      } else {
        call.answer();
      }
    }

    /** Fails a request of several queries; a single query uses the value whatever the index. */
    private static String withIndexOutOfRange(TestCall call) {
      String value = call.queries().get(0).replaceAll("\\D", "");
      return "{\"series\":[{\"pointlist\":[[1000," + value + "]],\"query_index\":99}]}";
    }

    private static String[] budget(int remaining) {
      return new String[] {
        "X-RateLimit-Limit", "100",
        "X-RateLimit-Period", "60",
        "X-RateLimit-Remaining", "" + remaining,
        "X-RateLimit-Reset", "30"
      };
    }

    private void close() {
      note("close");
      closed = true;
      cache.close();
      lane.close();
    }

    private void checkThatNobodyWaitsTooLong() {
      for (Reader reader : readers) {
        boolean mustBeDone = closed || (!dead && reader.dueNanos() - time.nanoTime() <= 0);
        if (mustBeDone && !reader.future().isDone()) {
          throw new AssertionError("a reader of " + reader.query() + " is lost");
        }
      }
    }

    /** Ends everything: all calls answered, all timeouts over, or closed. */
    private void drain() {
      if (dead) {
        datadog.pending().forEach(Run::refuseOrAnswer);
        close();
      }
      for (int i = 0; i < 200 && !atRest(); i++) {
        datadog.pending().forEach(Run::refuseOrAnswer);
        time.advance(LONGEST);
      }
      checkThatNobodyWaitsTooLong();
    }

    private boolean atRest() {
      return datadog.pending().isEmpty()
          && known.stream().allMatch(query -> query.entry().place() == Place.RESTING)
          && readers.stream().allMatch(reader -> reader.future().isDone());
    }

    private void checkOutcomes() {
      for (Reader reader : readers) {
        assertThat(ended.add(reader.future())).as("a future of its own").isTrue();
        Throwable fault = reader.future().handle((value, e) -> e).join();
        if (left.contains(reader)) {
          assertThat(fault).isInstanceOf(CancellationException.class);
        } else if (fault == null) {
          checkValue(reader, reader.future().join().value());
        } else {
          assertThat(fault).isInstanceOf(ScalerException.class);
        }
      }
    }

    private static void checkValue(Reader reader, QueryAnswer result) {
      if (result instanceof QueryAnswer.Answered answered) {
        for (Series series : answered.series()) {
          assertThat(series.value()).as("another query's value").isEqualTo(reader.query());
        }
      }
    }

    private void checkPlaces() {
      for (LiveQuery query : known) {
        assertThat(query.entry().place()).as(query.entry().query().text()).isEqualTo(Place.RESTING);
      }
    }

    /** The lane still works afterwards, however slow its gate has become. */
    private void checkThatAllCanBeReadAgain() {
      Set<Integer> served = new HashSet<>();
      for (int round = 0; round < 20 && served.size() < QUERIES - 1; round++) {
        advance(Duration.ofMinutes(3));
        int from = readers.size();
        for (int i = 0; i < QUERIES - 1; i++) {
          read(i, LONGEST);
        }
        for (int i = 0; i < 30; i++) {
          datadog.pending().forEach(call -> call.answer(budget(90)));
          time.advance(Duration.ofMillis(100));
        }
        for (Reader reader : readers.subList(from, readers.size())) {
          if (!reader.future().isCompletedExceptionally()
              && reader.future().join().staleCause().isEmpty()) {
            served.add(reader.query());
          }
        }
      }
      assertThat(served).as("can be read again").hasSize(QUERIES - 1);
    }
  }
}
