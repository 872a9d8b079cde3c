package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.source.Deadline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests whose readers leave. */
class LanePlanGivingUpTest extends LanePlanFixture {

  @Test
  void endsARequestWithoutReaders() {
    QueryEntry query = enter("a");
    Batch batch = wishOne(query);
    QueryEntry next = enter("b");
    assertThat(wish(next)).isEmpty();
    leave(query);
    List<Batch> sent = sent(plan.giveUp(query, now));
    assertThat(acts().get(0)).isEqualTo(new Act.Cancel(batch));
    assertThat(only(sent).queries()).as("its place is free").contains(next);
    assertThat(plan.awaits(batch)).isFalse();
    end(batch, new Reply.Missing(reset));
    assertThat(acts()).as("its end is of no interest").isEmpty();
    assertThat(guard.signs).containsExactly(Guard.Sign.NONE);
  }

  @Test
  void keepsARequestWithReaders() {
    QueryEntry query = enter("a");
    Batch batch = wishOne(query);
    assertThat(sent(plan.giveUp(query, now))).isEmpty();
    assertThat(acts()).isEmpty();
    assertThat(plan.awaits(batch)).isTrue();
  }

  @Test
  void suspectsLongRequests() {
    List<QueryEntry> pair = sendPair();
    pair.forEach(this::leave);
    now += 3 * SECOND - 1;
    QueryEntry late = pair.get(0);
    plan.giveUp(late, now);
    assertThat(pair).as("a little less than 3 s").allMatch(q -> q.suspicion() == null);
  }

  @Test
  void splitsARequestThatLastedThreeSeconds() {
    List<QueryEntry> pair = sendPair();
    pair.forEach(this::leave);
    now += 3 * SECOND;
    plan.giveUp(pair.get(0), now);
    assertThat(pair.get(0).suspicion()).isNotNull();
    assertThat(pair.get(1).suspicion()).isNotNull().isNotSameAs(pair.get(0).suspicion());
    assertThat(pair).allMatch(query -> query.place() == Place.RESTING);
  }

  /** Sends two queries in one request, which has ten seconds. */
  private List<QueryEntry> sendPair() {
    Batch first = wishOne(enter("first"));
    List<QueryEntry> pair = List.of(enter("a"), enter("b"));
    pair.forEach(query -> plan.wish(query, new Deadline(now + 10 * SECOND), now));
    assertThat(only(end(first, answer(first))).queries()).isEqualTo(pair);
    return pair;
  }

  private void leave(QueryEntry query) {
    ((SilentReaders) query.readers()).waiting = false;
  }
}
