package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.RateLimitedException.Details;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Queries that are forgotten while readers wait: the account keeps its plan, and its budget. */
class LanePlanForgettingTest extends LanePlanFixture {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final QueryEntry query = enter("a");

  private boolean isDisposable() {
    return plan.isDisposable(now + HOUR);
  }

  @Test
  void lastsUntilItsRequestEnds() {
    Batch batch = wishOne(query);
    plan.leave(query);
    assertThat(isDisposable()).isFalse();
    end(batch, answer(batch));
    assertThat(isDisposable()).isTrue();
  }

  @Test
  void lastsUntilADueQueryIsAnswered() {
    Batch batch = wishOne(enter("other"));
    assertThat(wish(query)).isEmpty();
    end(
        batch,
        new Reply.Refused(
            RateLimitHeaders.NONE, new RateLimitedException("429", Details.UNKNOWN), false));
    plan.leave(batch.queries().get(0));
    plan.leave(query);
    assertThat(isDisposable()).as("it waits for the gate").isFalse();
    now += HOUR;
    Batch late = only(wake());
    assertThat(late.queries()).containsExactly(query);
    end(late, answer(late));
    assertThat(isDisposable()).isTrue();
  }

  @Test
  void lastsUntilARepetitionIsAnswered() {
    end(wishOne(query), new Reply.Missing(reset));
    plan.leave(query);
    assertThat(isDisposable()).isFalse();
    now += SECOND;
    Batch repetition = only(wake());
    end(repetition, answer(repetition));
    assertThat(isDisposable()).isTrue();
  }

  @Test
  void failsItsReadersAtTheEnd() {
    wish(enter("other"), query);
    plan.leave(query);
    last = plan.close();
    assertThat(acts())
        .anyMatch(act -> act instanceof Act.Abort abort && abort.query().equals(query));
  }
}
