package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import org.junit.jupiter.api.Test;

/** Which requests the plan sends, and when. */
class LanePlanSendingTest extends LanePlanFixture {

  @Test
  void givesARequestThreeSecondsAtLeast() {
    QueryEntry query = enter("a");
    Step step = plan.wish(query, new Deadline(now + MILLI), now);
    Act.Send send = (Act.Send) step.acts().get(0);
    assertThat(send.deadline()).isEqualTo(new Deadline(now + 3 * SECOND));
    assertThat(send.batch().deadline()).isEqualTo(new Deadline(now + MILLI));
  }

  @Test
  void waitsForRoom() {
    Batch first = wishOne(enter("a"));
    assertThat(end(first, answer(first))).isEmpty();
    Batch second = wishOne(enter("b"));
    QueryEntry held = enter("c");
    assertThat(wish(held)).isEmpty();
    assertThat(plan.holdBack(held, now)).hasMessageContaining("maxParallelRequests");
    assertThat(plan.holdBack(second.queries().get(0), now)).isNull();
    assertThat(only(end(second, answer(second))).queries()).containsExactly(held);
  }

  @Test
  void reportsAHeldBackRequestToItsReader() {
    QueryEntry query = enter("a");
    Step sent = plan.wish(query, new Deadline(now + 3 * SECOND), now);
    assertThat(sent.refresh()).isEqualTo(Refresh.UNDER_WAY);
    assertThat(plan.wish(query, new Deadline(now + 3 * SECOND), now).refresh())
        .as("its request is under way")
        .isEqualTo(Refresh.UNDER_WAY);
    assertThat(plan.wish(enter("b"), new Deadline(now + 3 * SECOND), now).refresh())
        .isInstanceOf(Refresh.Queued.class);
  }

  @Test
  void failsWhatTheGuardRefuses() {
    guard.refusal = new TransportException("left alone", null);
    QueryEntry query = enter("a");
    assertThat(wish(query)).isEmpty();
    assertThat(acts()).containsExactly(new Act.Refuse(query, guard.refusal));
    assertThat(query.place()).isEqualTo(Place.RESTING);
    assertThat(query.isNew()).as("it had its turn").isFalse();
  }

  @Test
  void failsEachRequestThatTheGuardRefuses() {
    plan = plan(DatadogApiOptions.builder().batching(false).maxParallelRequests(1));
    Batch first = wishOne(enter("a"));
    wish(enter("b"), enter("c"));
    guard.refusal = new TransportException("left alone", null);
    assertThat(end(first, answer(first))).isEmpty();
    assertThat(acts()).filteredOn(Act.Refuse.class::isInstance).hasSize(2);
  }

  @Test
  void asksOneAtATimeUntilTheLimitIsKnown() {
    plan = plan(DatadogApiOptions.builder().maxParallelRequests(5));
    Batch first = wishOne(enter("a"));
    QueryEntry held = enter("b");
    Step step = plan.wish(held, new Deadline(now + 3 * SECOND), now);
    assertThat(sent(step)).isEmpty();
    assertThat(((Refresh.Queued) step.refresh()).why()).isInstanceOf(RateLimitedException.class);
    assertThat(step.wakeAtNanos()).hasValue(now + SECOND);
    assertThat(end(first, answer(first))).hasSize(1);
  }

  @Test
  void sendsTheLongestWaitingFirst() {
    plan = plan(DatadogApiOptions.builder().maxParallelRequests(1).batching(false));
    QueryEntry first = enter("a");
    QueryEntry second = enter("b");
    Batch sent = wishOne(first);
    end(sent, answer(sent));
    sent = wishOne(second);
    QueryEntry newcomer = enter("c");
    assertThat(wish(first, newcomer)).isEmpty();
    sent = only(end(sent, answer(sent)));
    assertThat(sent.queries()).as("new ones precede").containsExactly(newcomer);
    assertThat(wish(second)).isEmpty();
    sent = only(end(sent, answer(sent)));
    assertThat(sent.queries()).containsExactly(first);
  }
}
