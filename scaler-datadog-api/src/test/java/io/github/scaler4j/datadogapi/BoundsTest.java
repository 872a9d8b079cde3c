package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.trigger.DatadogQuery;
import io.github.scaler4j.trigger.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Unused objects are dropped, and many of them slow nothing down. */
class BoundsTest {

  private static final int WINDOWS = 20_000;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SilentReaders readers = new SilentReaders(true);

  @Test
  void forgetsTheAccountsOfRotatedKeys() {
    TestSource lane = new TestSource();
    SourceContext context = lane.context(SourceListener.NONE);
    SourceEvents events = new SourceEvents(context);
    LanesByAccount lanes =
        new LanesByAccount(
            DatadogApiOptions.defaults(),
            context,
            events,
            new QueryExchange(new HttpExchange(lane.datadog, 1_000, context, events), context, 35));
    AccountLane used = lanes.use(account("used"), one -> one);
    QueryEntry live = used.open(Triggers.query("avg:x{*}"), readers);
    for (int i = 0; i < 1_000; i++) {
      AccountLane rotated = lanes.use(account("k" + i), one -> one);
      rotated.forget(rotated.open(Triggers.query("avg:x{*}"), readers));
      assertThat(lanes.size()).isLessThanOrEqualTo(2);
    }
    AccountLane again = lanes.use(account("used"), one -> one);
    assertThat(again).isSameAs(used);
    used.forget(live);
    assertThat(used.isDisposable()).isTrue();
  }

  private static Account account(String key) {
    return new Account(
        HttpUrl.get("https://api.datadoghq.eu/api/v1/query"),
        new Credential.Text(Secret.of(key)),
        new Credential.Text(Secret.of("app")));
  }

  @Test
  void isNotSlowedDownByManyWindows() {
    LanePlan plan =
        new LanePlan(
            "api.example.com", "account", DatadogApiOptions.defaults(), new NoGuard(), () -> 0.5);
    List<QueryEntry> queries = new ArrayList<>();
    for (int i = 0; i < WINDOWS; i++) {
      queries.add(
          plan.enter(
              DatadogQuery.of("avg:x{*}", Duration.ofSeconds(90 + i), Duration.ZERO, 0), readers));
    }
    long now = 0;
    for (QueryEntry query : queries) {
      now = read(plan, query, now);
    }
    for (QueryEntry query : queries.subList(0, 2_000)) {
      now = read(plan, query, now);
    }
    queries.forEach(plan::leave);
    assertThat(plan.isDisposable(now)).isTrue();
  }

  private static long read(LanePlan plan, QueryEntry query, long nowNanos) {
    long now = nowNanos + SECOND;
    List<Act> acts = new ArrayList<>(plan.wish(query, new Deadline(now + 3 * SECOND), now).acts());
    acts.addAll(plan.wake(now + SECOND / 10).acts());
    for (Act act : acts) {
      if (act instanceof Act.Send send) {
        assertThat(send.batch().queries()).containsExactly(query);
        Reply reply = new Reply.Answered(RateLimitHeaders.NONE, List.of(List.of()));
        Step unused = plan.end(send.batch(), reply, now + SECOND / 5);
        return now;
      }
    }
    throw new AssertionError("nothing was sent");
  }

  private record NoGuard() implements Guard {
    @Override
    public @Nullable MetricSourceException refusal() {
      return null;
    }

    @Override
    public @Nullable MetricSourceException acquire() {
      return null;
    }

    @Override
    public void settle(Sign sign, @Nullable MetricSourceException fault) {}
  }
}
