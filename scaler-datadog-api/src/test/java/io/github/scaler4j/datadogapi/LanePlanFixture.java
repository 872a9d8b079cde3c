package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;

/** A plan, and the events that a test plays. */
abstract class LanePlanFixture {

  static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  final MetricSourceException reset = new TransportException("reset", null);
  final TestGuard guard = new TestGuard();
  LanePlan plan = plan(DatadogApiOptions.builder().maxParallelRequests(1));
  long now = SECOND;
  Step last = new Step.Draft().finish();

  LanePlan plan(DatadogApiOptions.Builder options) {
    return new LanePlan(
        "api.example.com", "account", options.linger(Duration.ZERO).build(), guard, () -> 0.5);
  }

  QueryEntry enter(String name) {
    return plan.enter(Triggers.query("avg:" + name + "{*}"), new SilentReaders(true));
  }

  /** Wishes for a value, and returns the requests that are sent. */
  List<Batch> wish(QueryEntry... queries) {
    List<Batch> sent = new ArrayList<>();
    for (QueryEntry query : queries) {
      sent.addAll(sent(plan.wish(query, new Deadline(now + 3 * SECOND), now)));
    }
    return sent;
  }

  Batch wishOne(QueryEntry query) {
    return only(wish(query));
  }

  static Batch only(List<Batch> sent) {
    assertThat(sent).hasSize(1);
    return sent.get(0);
  }

  List<Batch> end(Batch batch, Reply reply) {
    return sent(plan.end(batch, reply, now));
  }

  List<Batch> wake() {
    return sent(plan.wake(now));
  }

  List<Batch> sent(Step step) {
    last = step;
    List<Batch> sent = new ArrayList<>();
    for (Act act : step.acts()) {
      if (act instanceof Act.Send send) {
        sent.add(send.batch());
      }
    }
    return sent;
  }

  List<Act> acts() {
    return last.acts();
  }

  static Reply answer(Batch batch) {
    return answer(batch, RateLimitHeaders.NONE);
  }

  static Reply answer(Batch batch, RateLimitHeaders limits) {
    return new Reply.Answered(
        limits, batch.queries().stream().map(query -> List.<Series>of()).toList());
  }

  static Reply busy(RateLimitHeaders limits) {
    return new Reply.Refused(limits, new UnexpectedResponseException(503, "busy", null), false);
  }

  static RateLimitHeaders left(long limit, long remaining, long resetSeconds) {
    return RateLimitHeaders.of(
        Headers.of(
            "X-RateLimit-Limit", Long.toString(limit),
            "X-RateLimit-Period", "3600",
            "X-RateLimit-Remaining", Long.toString(remaining),
            "X-RateLimit-Reset", Long.toString(resetSeconds)),
        Instant.EPOCH);
  }

  static Act fail(QueryEntry query, MetricSourceException why, Batch batch) {
    return new Act.Fail(query, why, batch.deadline());
  }
}
