package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.trigger.DatadogQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Healthy queries beside queries with every kind of fault, for a day in virtual time. */
class NeighboursTest {

  /** What goes wrong with a query. */
  private enum Trouble {
    REFUSED,
    UNPROCESSABLE,
    UNAVAILABLE,
    TIMES_OUT,
    RESET,
    TOO_LARGE_A_REQUEST,
    TOO_LARGE_AN_ANSWER,
    UNDECODABLE,
    FORBIDDEN,
    NOT_FOUND
  }

  private static final long SECOND = 1_000_000_000L;
  private static final long POLL = 30 * SECOND;
  private static final long DAY = Long.getLong("scaler.neighbours.hours", 3) * 3600 * SECOND;
  private static final long SETTLED = 900 * SECOND;

  @ParameterizedTest
  @EnumSource
  void staysFreshBesideOneInTrouble(Trouble trouble) {
    Day day = new Day(34, EnumSet.of(trouble), 1, Integer.MAX_VALUE).run();
    day.assertFresh(300, 60);
  }

  @ParameterizedTest
  @CsvSource({"20, 1", "60, 1", "100, 1"})
  void staysFreshBesideAllTroublesAtOnce(int healthy, int each) {
    Day day = new Day(healthy, EnumSet.allOf(Trouble.class), each, Integer.MAX_VALUE).run();
    day.assertFresh(900, 90);
  }

  @Test
  void learnsHowManyQueriesThePathAccepts() {
    Day day = new Day(100, EnumSet.noneOf(Trouble.class), 0, 10).run();
    day.assertFresh(300, 120);
    assertThat(day.requests / day.rounds()).as("requests a round").isLessThan(16);
  }

  /** A day of one account. */
  private static final class Day {
    private final DatadogApiOptions options = DatadogApiOptions.defaults();
    private final LanePlan plan =
        new LanePlan("api.example.com", "account", options, new NoGuard(), () -> 0.5);
    private final Map<QueryEntry, Optional<Trouble>> queries = new HashMap<>();
    private final List<QueryEntry> order = new ArrayList<>();
    private final PriorityQueue<Event> events =
        new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private final Map<QueryEntry, Long> delivered = new HashMap<>();
    private final int pathTakes;
    private long now;
    private OptionalLong wakeAt = OptionalLong.empty();
    private long periodSpent;
    private double requests;
    private double worstBefore;
    private double worstAfter;

    private record Event(long at, Runnable what) {}

    Day(int healthy, Set<Trouble> troubles, int each, int pathTakes) {
      this.pathTakes = pathTakes;
      for (int i = 0; i < healthy; i++) {
        add("avg:healthy" + i + "{*}", Optional.empty());
      }
      for (Trouble trouble : troubles) {
        for (int i = 0; i < each; i++) {
          add("avg:" + trouble + i + "{*}", Optional.of(trouble));
        }
      }
    }

    private void add(String text, Optional<Trouble> trouble) {
      DatadogQuery query = Triggers.query(text);
      QueryEntry entry = plan.enter(query, new SilentReaders(true));
      queries.put(entry, trouble);
      order.add(entry);
    }

    double rounds() {
      return (double) DAY / POLL;
    }

    Day run() {
      for (int i = 0; i < order.size(); i++) {
        poll(order.get(i), i * POLL / order.size());
      }
      for (long hour = 0; hour * 3600 * SECOND < DAY; hour++) {
        events.add(new Event(hour * 3600 * SECOND, () -> periodSpent = 0));
      }
      while (true) {
        Event next = events.peek();
        if (next == null || next.at() > DAY) {
          return this;
        }
        if (wakeAt.isPresent() && wakeAt.getAsLong() <= next.at()) {
          now = wakeAt.getAsLong();
          wakeAt = OptionalLong.empty();
          take(plan.wake(now));
        } else {
          events.remove();
          now = next.at();
          next.what().run();
        }
      }
    }

    private void poll(QueryEntry query, long at) {
      events.add(
          new Event(
              at,
              () -> {
                take(plan.wish(query, new Deadline(now + 3 * SECOND), now));
                poll(query, at + POLL);
              }));
    }

    private void take(Step step) {
      if (step.wakeAtNanos().isPresent()
          && (wakeAt.isEmpty() || step.wakeAtNanos().getAsLong() < wakeAt.getAsLong())) {
        wakeAt = step.wakeAtNanos();
      }
      step.acts().forEach(this::perform);
    }

    private void perform(Act act) {
      if (act instanceof Act.Send send) {
        requests++;
        periodSpent++;
        Reply reply = reply(send.batch());
        boolean late =
            reply instanceof Reply.Missing missing
                && String.valueOf(missing.why().getMessage()).startsWith("no answer");
        long at = late ? send.deadline().atNanos() : now + SECOND / 10;
        events.add(new Event(at, () -> take(plan.end(send.batch(), reply, now))));
      } else if (act instanceof Act.Deliver deliver && troubleOf(deliver.query()).isEmpty()) {
        note(deliver.query());
      }
    }

    private void note(QueryEntry query) {
      Long before = delivered.put(query, now);
      double age = (now - (before == null ? 0 : before)) / (double) SECOND;
      if (now < SETTLED) {
        worstBefore = Math.max(worstBefore, age);
      } else {
        worstAfter = Math.max(worstAfter, age);
      }
    }

    private Optional<Trouble> troubleOf(QueryEntry query) {
      return requireNonNull(queries.get(query));
    }

    private Reply reply(Batch batch) {
      RateLimitHeaders limits = limits();
      if (batch.queries().size() > pathTakes) {
        return new Reply.Missing(new TransportException("reset by a gateway", null));
      }
      for (QueryEntry query : batch.queries()) {
        Optional<Trouble> trouble = troubleOf(query);
        if (trouble.isPresent()) {
          return reply(trouble.get(), limits);
        }
      }
      return new Reply.Answered(
          limits, batch.queries().stream().map(q -> List.<Series>of()).toList());
    }

    private Reply reply(Trouble trouble, RateLimitHeaders limits) {
      return switch (trouble) {
        case REFUSED -> new Reply.Refused(limits, new QueryRejectedException("no"), true);
        case UNPROCESSABLE -> new Reply.Unprocessable(limits, "no");
        case UNAVAILABLE -> refused(limits, 503);
        case TIMES_OUT -> new Reply.Missing(new TransportException("no answer", null));
        case RESET -> new Reply.Missing(new TransportException("reset", null));
        case TOO_LARGE_A_REQUEST -> refused(limits, 413);
        case TOO_LARGE_AN_ANSWER, UNDECODABLE -> refused(limits, 200);
        case FORBIDDEN -> refused(limits, 403);
        case NOT_FOUND -> refused(limits, 404);
      };
    }

    private static Reply refused(RateLimitHeaders limits, int status) {
      return new Reply.Refused(limits, new UnexpectedResponseException(status, "no", null), false);
    }

    private RateLimitHeaders limits() {
      long second = now / SECOND % 3600;
      return new RateLimitHeaders(
          OptionalLong.of(1600),
          OptionalLong.of(3600),
          OptionalLong.of(Math.max(0, 1600 - periodSpent)),
          OptionalLong.of(3600 - second),
          OptionalLong.empty(),
          Optional.empty());
    }

    void assertFresh(double first, double settled) {
      System.out.printf(
          "%d queries: worst age %.0f s in the first %d s, %.0f s after; %.2f requests a round%n",
          order.size(), worstBefore, SETTLED / SECOND, worstAfter, requests / rounds());
      long healthy = queries.values().stream().filter(Optional::isEmpty).count();
      assertThat(delivered).hasSize((int) healthy);
      assertThat(worstBefore).isLessThanOrEqualTo(first);
      assertThat(worstAfter).isLessThanOrEqualTo(settled);
      delivered.forEach(
          (query, at) -> assertThat(DAY - at).isLessThanOrEqualTo(((long) settled) * SECOND));
    }
  }

  private static final class NoGuard implements Guard {
    @Override
    public @Nullable MetricSourceException refusal() {
      return null;
    }

    @Override
    public @Nullable MetricSourceException acquire() {
      return null;
    }

    @Override
    public void settle(Guard.Sign sign, @Nullable MetricSourceException fault) {}
  }
}
