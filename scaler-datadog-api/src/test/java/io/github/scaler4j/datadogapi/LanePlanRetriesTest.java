package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.error.TransportException;
import java.security.cert.CertificateException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that the plan retries. */
class LanePlanRetriesTest extends LanePlanFixture {

  private final QueryEntry query = enter("a");
  private final Batch failed = wishOne(query);

  @Test
  void leaveAfterADelay() {
    assertThat(end(failed, new Reply.Missing(reset))).isEmpty();
    assertThat(acts()).as("no reader is notified yet").isEmpty();
    assertThat(query.place()).isEqualTo(Place.PLANNED);
    assertThat(plan.holdBack(query, now)).isSameAs(reset);
    now += 100 * MILLI - 1;
    assertThat(wake()).isEmpty();
    assertThat(last.wakeAtNanos()).hasValue(now + 1);
    now++;
    Batch again = only(wake());
    assertThat(again.queries()).containsExactly(query);
    assertThat(again.retries()).isEqualTo(1);
    assertThat(query.place()).isEqualTo(Place.IN_FLIGHT);
  }

  @Test
  void keepTheirRoom() {
    end(failed, new Reply.Missing(reset));
    assertThat(wish(enter("b"))).isEmpty();
    assertThat(plan.awaits(failed)).isFalse();
  }

  @Test
  void areNoMoreThanAllowed() {
    Batch batch = failed;
    for (int i = 0; i < DatadogApiOptions.defaults().retries(); i++) {
      end(batch, new Reply.Missing(reset));
      now += 400 * MILLI;
      batch = only(wake());
    }
    end(batch, new Reply.Missing(reset));
    assertThat(acts()).contains(fail(query, reset, batch));
  }

  @Test
  void areNotPlannedIfTheyWouldLeaveTooLate() {
    now = failed.deadline().atNanos() - 100 * MILLI;
    end(failed, new Reply.Missing(reset));
    assertThat(acts()).containsExactly(fail(query, reset, failed));
    assertThat(query.place()).isEqualTo(Place.RESTING);
  }

  @Test
  void arePlannedIfTheyLeaveInTime() {
    now = failed.deadline().atNanos() - 100 * MILLI - 1;
    end(failed, new Reply.Missing(reset));
    assertThat(acts()).isEmpty();
    now += 100 * MILLI;
    assertThat(wake()).hasSize(1);
  }

  @Test
  void areNotPlannedIfTheDoubledDelayIsTooLong() {
    end(failed, new Reply.Missing(reset));
    now += 100 * MILLI;
    Batch again = only(wake());
    now = again.deadline().atNanos() - 200 * MILLI;
    end(again, new Reply.Missing(reset));
    assertThat(acts()).containsExactly(fail(query, reset, again));
  }

  @Test
  void areGivenUpOnceTimeIsUp() {
    end(failed, new Reply.Missing(reset));
    now = failed.deadline().atNanos();
    assertThat(wake()).isEmpty();
    assertThat(acts()).containsExactly(fail(query, reset, failed));
    assertThat(query.place()).isEqualTo(Place.RESTING);
  }

  @Test
  void areGivenUpIfTheGuardRefuses() {
    end(failed, new Reply.Missing(reset));
    guard.refusal = new TransportException("left alone", null);
    now += 100 * MILLI;
    assertThat(wake()).isEmpty();
    assertThat(acts()).containsExactly(fail(query, reset, failed));
  }

  @Test
  void waitForTheBudget() {
    end(failed, busy(left(600, 0, 2)));
    now += 100 * MILLI;
    assertThat(wake()).isEmpty();
    assertThat(last.wakeAtNanos()).hasValue(3 * SECOND);
    now = 3 * SECOND;
    assertThat(wake()).hasSize(1);
  }

  @Test
  void doNotWaitForABudgetThatComesTooLate() {
    end(failed, busy(left(600, 0, 3)));
    now += 100 * MILLI;
    assertThat(wake()).isEmpty();
    assertThat(acts()).hasSize(1).first().isInstanceOf(Act.Fail.class);
  }

  @Test
  void areNotMadeForACertificateThatIsNotTrusted() {
    end(failed, new Reply.Missing(new TransportException("tls", new CertificateException())));
    assertThat(acts()).hasSize(1).first().isInstanceOf(Act.Refuse.class);
  }

  @Test
  void areNotMadeForSuspects() {
    plan = plan(DatadogApiOptions.builder().retries(1).maxParallelRequests(1));
    Batch first = wishOne(enter("first"));
    List<QueryEntry> pair = List.of(enter("b"), enter("c"));
    wish(pair.get(0), pair.get(1));
    end(only(end(first, answer(first))), new Reply.Missing(reset));
    now += SECOND;
    end(only(wake()), new Reply.Missing(reset));
    assertThat(pair).allMatch(suspect -> suspect.suspicion() != null);
    Batch half = wishOne(pair.get(0));
    end(half, new Reply.Missing(reset));
    assertThat(acts()).contains(fail(pair.get(0), reset, half));
  }

  @Test
  void failIfNothingWillWakeThePlan() {
    end(failed, new Reply.Missing(reset));
    Step step = plan.giveUpRetries();
    assertThat(step.acts()).containsExactly(new Act.Refuse(query, reset));
    assertThat(query.place()).isEqualTo(Place.RESTING);
    now += SECOND;
    assertThat(wake()).isEmpty();
    assertThat(acts()).isEmpty();
  }
}
