package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The bare plan under a million random events. After each event: a query with waiting readers is
 * due, belongs to exactly one batch, or has its readers notified; requests in flight stay within
 * their bound; every permit of the guard belongs to a request in flight; no query is added to a
 * request, however near its value is to a boundary, while a due one that would fit is left out.
 */
class LanePlanPropertyTest {

  private static final int EVENTS = 1_000_000;
  private static final int EVENTS_A_RUN = 2_000;
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  @Test
  void keepsItsPromisesUnderAMillionEvents() {
    for (int seed = 0; seed < EVENTS / EVENTS_A_RUN; seed++) {
      Run run = new Run(seed);
      try {
        run.play();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + run.history, e);
      }
    }
  }

  /** One plan's life. */
  private static final class Run {
    private final Random random;
    private final DatadogApiOptions options;
    private final LanePlan plan;
    private final List<QueryEntry> queries = new ArrayList<>();
    private final Map<QueryEntry, Long> waiting = new HashMap<>();
    private final Map<QueryEntry, SilentReaders> readersOf = new HashMap<>();
    private final List<Batch> sent = new ArrayList<>();
    private final Set<Batch> everSent = new HashSet<>();
    private final Set<QueryEntry> inFlight = new HashSet<>();
    private final Set<QueryEntry> resting = new HashSet<>();
    private final Deque<String> history = new ArrayDeque<>();
    private long now;
    private OptionalLong wakeAt = OptionalLong.empty();
    private int permits;
    private boolean down;
    private boolean open;
    private boolean closed;

    Run(int seed) {
      random = new Random(seed);
      now = random.nextInt(10) == 0 ? Long.MAX_VALUE - 1000 * MILLI : random.nextLong();
      options =
          DatadogApiOptions.builder()
              .freshFor(Duration.ofSeconds(random.nextInt(3) * 10L))
              .batching(random.nextInt(5) > 0)
              .maxBatchQueries(1 + random.nextInt(5))
              .maxParallelRequests(1 + random.nextInt(4))
              .linger(Duration.ofMillis(random.nextInt(3) * 5L))
              .retries(random.nextInt(3))
              .build();
      plan =
          new LanePlan(
              "api.example.com", "account", options, new CountingGuard(), random::nextDouble);
    }

    /** Counts permits; refuses while the circuit is open. */
    private final class CountingGuard implements Guard {
      @Override
      public @Nullable MetricSourceException refusal() {
        return open ? new TransportException("not asked", null) : null;
      }

      @Override
      public @Nullable MetricSourceException acquire() {
        if (down) {
          return new TransportException("not asked", null);
        }
        permits++;
        return null;
      }

      @Override
      public void settle(Guard.Sign sign, @Nullable MetricSourceException fault) {
        permits--;
      }
    }

    void play() {
      for (int i = 0; i < EVENTS_A_RUN; i++) {
        playOne();
      }
      drain();
    }

    private void playOne() {
      int dice = random.nextInt(1000);
      noteResting();
      if (dice < 30) {
        reportMargin();
      } else if (dice < 80) {
        leaveReaders();
      } else if (dice < 400) {
        wish();
      } else if (dice < 650) {
        pass(random.nextInt(1 << random.nextInt(16)) * MILLI);
      } else if (dice < 940) {
        endOne();
      } else if (dice < 960) {
        leaveOne();
      } else if (dice < 990) {
        enterOne();
      } else if (dice < 999) {
        down = random.nextInt(3) == 0;
      } else if (random.nextInt(20) == 0) {
        close();
      }
    }

    private void enterOne() {
      if (queries.size() < 12) {
        String one = "avg:q" + queries.size() + "{*}";
        String text = List.of(one, one + "," + one, one + "{'").get(random.nextInt(3));
        Duration age = Duration.ofSeconds(random.nextInt(4) == 0 ? 120 : 90);
        DatadogQuery query = DatadogQuery.of(text, age, Duration.ZERO, 0);
        SilentReaders readers = new SilentReaders(false);
        QueryEntry entry = plan.enter(query, readers);
        queries.add(entry);
        readersOf.put(entry, readers);
      }
    }

    private void leaveOne() {
      if (!queries.isEmpty()) {
        plan.leave(queries.remove(random.nextInt(queries.size())));
      }
    }

    private void wish() {
      if (queries.isEmpty()) {
        return;
      }
      QueryEntry query = queries.get(random.nextInt(queries.size()));
      long timeout = (1L << random.nextInt(14)) * MILLI;
      resting.remove(query);
      SilentReaders readers = requireNonNull(readersOf.get(query));
      boolean waited = readers.waiting;
      readers.waiting = true;
      if (random.nextInt(20) == 0) {
        open = true;
        Step missed = plan.wish(query, new Deadline(now + timeout), now);
        assertThat(missed.refresh()).isInstanceOf(Refresh.Refused.class);
        assertThat(missed.acts()).isEmpty();
        open = false;
      }
      Step step = plan.wish(query, new Deadline(now + timeout), now);
      note("wish " + query.query().text());
      if (!(step.refresh() instanceof Refresh.Refused)) {
        waiting.put(query, now);
      } else {
        readers.waiting = waited;
      }
      take(step);
    }

    private void pass(long nanos) {
      long until = now + nanos;
      while (wakeAt.isPresent() && wakeAt.getAsLong() - until <= 0) {
        now = wakeAt.getAsLong() - now > 0 ? wakeAt.getAsLong() : now;
        wakeAt = OptionalLong.empty();
        note("wake");
        noteResting();
        take(plan.wake(now));
      }
      now = until;
    }

    private void endOne() {
      if (!sent.isEmpty()) {
        end(sent.remove(random.nextInt(sent.size())), reply());
      }
    }

    private void end(Batch batch, Reply reply) {
      noteResting();
      note("end " + reply.getClass().getSimpleName());
      Reply fitting =
          reply instanceof Reply.Answered answered
              ? new Reply.Answered(
                  answered.limits(), batch.queries().stream().map(q -> List.<Series>of()).toList())
              : reply;
      take(plan.end(batch, fitting, now));
    }

    private Reply reply() {
      RateLimitHeaders limits = random.nextBoolean() ? RateLimitHeaders.NONE : limits();
      int dice = random.nextInt(12);
      if (dice < 5) {
        return new Reply.Answered(limits, List.of());
      } else if (dice < 6) {
        return new Reply.Unprocessable(limits, "unprocessable");
      } else if (dice < 8) {
        return new Reply.Refused(limits, new QueryRejectedException("no"), true);
      } else if (dice < 9) {
        return new Reply.Refused(
            limits, new RateLimitedException("429", RateLimitedException.Details.UNKNOWN), false);
      } else if (dice < 10) {
        return new Reply.Refused(
            limits,
            new UnexpectedResponseException(random.nextBoolean() ? 503 : 403, "no", null),
            false);
      }
      return new Reply.Missing(
          dice < 11 ? new TransportException("reset", null) : new IllegalStateException("bug"));
    }

    private RateLimitHeaders limits() {
      return new RateLimitHeaders(
          OptionalLong.of(100),
          OptionalLong.of(60),
          OptionalLong.of(random.nextInt(101)),
          OptionalLong.of(random.nextInt(61)),
          OptionalLong.empty(),
          java.util.Optional.empty());
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
      step.acts().forEach(this::perform);
      check();
      checkRiders(step);
    }

    private void noteResting() {
      resting.clear();
      for (QueryEntry query : queries) {
        if (query.place() == Place.RESTING) {
          resting.add(query);
        }
      }
    }

    private void reportMargin() {
      if (!queries.isEmpty()) {
        QueryEntry query = queries.get(random.nextInt(queries.size()));
        double margin = List.of(0.0, 0.1, 0.5, Double.POSITIVE_INFINITY).get(random.nextInt(4));
        requireNonNull(readersOf.get(query)).margin = margin;
        note("margin of " + query.query().text() + " is " + margin);
      }
    }

    /** A request includes resting queries only in room that no due query needs. */
    private void checkRiders(Step step) {
      for (Act act : step.acts()) {
        if (act instanceof Act.Send send && options.batching()) {
          List<QueryEntry> sentNow = send.batch().queries();
          boolean hasRider = sentNow.stream().anyMatch(resting::contains);
          for (QueryEntry query : queries) {
            require(
                !hasRider || query.place() != Place.DUE || !shares(query, sentNow.get(0)),
                query.query().text(),
                "is due, but its room was taken");
          }
        }
      }
    }

    private static boolean shares(QueryEntry query, QueryEntry other) {
      return query.query().topLevelQueries() == 1
          && !query.goesAlone()
          && query.window().equals(other.window())
          && query.patience() == other.patience()
          && query.suspicion() == other.suspicion();
    }

    private void perform(Act act) {
      if (act instanceof Act.Send send) {
        require(everSent.add(send.batch()), send.batch(), "was sent before");
        sent.add(send.batch());
      } else if (act instanceof Act.Deliver deliver) {
        checkNotified(deliver.query());
      } else if (act instanceof Act.Fail fail) {
        checkNotified(fail.query());
      } else if (act instanceof Act.Abort abort) {
        checkNotified(abort.query());
      }
    }

    private void checkNotified(QueryEntry query) {
      waiting.remove(query);
      requireNonNull(readersOf.get(query)).waiting = false;
    }

    /** All readers of a query leave without an answer. */
    private void leaveReaders() {
      if (!queries.isEmpty()) {
        QueryEntry query = queries.get(random.nextInt(queries.size()));
        waiting.remove(query);
        requireNonNull(readersOf.get(query)).waiting = false;
        note("readers leave " + query.query().text());
        take(plan.giveUp(query, now));
      }
    }

    /** Plain conditions, because they are checked after each of a million events. */
    private void check() {
      int awaited = 0;
      inFlight.clear();
      for (Batch batch : sent) {
        if (plan.awaits(batch)) {
          awaited++;
          for (QueryEntry query : batch.queries()) {
            require(inFlight.add(query), query.query().text(), "is in two requests");
            require(query.place() == Place.IN_FLIGHT, query.query().text(), "is not in flight");
          }
        }
      }
      require(awaited <= options.maxParallelRequests(), awaited, "requests at a time");
      require(permits == sent.size(), permits, "permits");
      for (QueryEntry query : waiting.keySet()) {
        require(query.place() != Place.RESTING, query.query().text(), "is neither wanted nor told");
        require(
            query.place() != Place.IN_FLIGHT || inFlight.contains(query),
            query.query().text(),
            "has no request");
      }
    }

    private static void require(boolean condition, Object subject, String fault) {
      if (!condition) {
        throw new AssertionError(subject + " " + fault);
      }
    }

    /** Answers everything until no reader waits. */
    private void drain() {
      down = false;
      for (int i = 0; i < 400 && !isAtRest(); i++) {
        while (!sent.isEmpty()) {
          end(sent.remove(0), new Reply.Answered(RateLimitHeaders.NONE, List.of()));
        }
        pass(TimeUnit.SECONDS.toNanos(10));
      }
      assertThat(waiting.keySet()).as("lost").isEmpty();
      for (QueryEntry query : queries) {
        assertThat(query.place()).isEqualTo(Place.RESTING);
      }
      if (!closed) {
        queries.forEach(plan::leave);
        assertThat(plan.isDisposable(now + TimeUnit.HOURS.toNanos(1))).isTrue();
      }
    }

    private boolean isAtRest() {
      return waiting.isEmpty()
          && sent.isEmpty()
          && queries.stream().allMatch(query -> query.place() == Place.RESTING);
    }

    private void note(String event) {
      history.add(event);
      if (history.size() > 40) {
        history.remove();
      }
    }
  }
}
