package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.Refresh;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A host that fails every request, and its return. */
class LanePlanOutageTest extends LanePlanFixture {

  @Test
  void triesADownHostWithTheLongestWaiting() {
    plan = plan(DatadogApiOptions.builder().retries(0).batching(false).maxParallelRequests(5));
    QueryEntry bad = enter("bad");
    QueryEntry healthy = enter("healthy");
    for (int i = 0; i < HostHealth.DOWN_AFTER; i++) {
      end(wishOne(bad), new Reply.Missing(reset));
      now += SECOND;
    }
    guard.openCircuit = reset;
    assertThat(wish(healthy)).isEmpty();
    assertThat(last.refresh()).isEqualTo(new Refresh.Refused(reset));
    guard.openCircuit = null;
    assertThat(wish(bad)).extracting(batch -> batch.queries().get(0)).contains(healthy);
  }

  /** A host that failed every request and answers again. */
  @Nested
  class AfterAnOutage {

    private QueryEntry cohort = enter("unused");
    private List<QueryEntry> parted = List.of();

    /**
     * Two queries fail together, then one alone until the circuit opens; then that one is answered.
     */
    private void comeBack(RateLimitHeaders limits) {
      plan = plan(DatadogApiOptions.builder().retries(0).maxParallelRequests(1));
      cohort = enter("alone");
      Batch batch = wishOne(cohort);
      parted = List.of(enter("a"), enter("b"), enter("c"));
      assertThat(wish(parted.toArray(QueryEntry[]::new))).isEmpty();
      Batch all = only(end(batch, answer(batch)));
      assertThat(all.queries()).isEqualTo(parted);
      now += 60 * SECOND;
      end(all, new Reply.Missing(reset));
      for (int i = 1; i < HostHealth.DOWN_AFTER; i++) {
        now += 60 * SECOND;
        Batch failing = wishOne(cohort);
        assertThat(failing.queries()).containsExactly(cohort);
        end(failing, new Reply.Missing(reset));
      }
      now += 60 * SECOND;
      Batch answered = wishOne(cohort);
      end(answered, answer(answered, limits));
    }

    @Test
    void makesTheRequestWholeAgain() {
      comeBack(RateLimitHeaders.NONE);
      Batch probe = wishOne(parted.get(1));
      assertThat(probe.queries()).containsAll(parted);
    }

    @Test
    void sendsTheProbeAheadOfThePace() {
      comeBack(left(60, 50, 3000));
      Batch probe = wishOne(parted.get(0));
      end(probe, answer(probe, left(60, 49, 3000)));
      now += SECOND;
      Batch paced = wishOne(enter("x"));
      end(paced, answer(paced, left(60, 48, 3000)));
      now += SECOND;
      assertThat(wish(enter("y"))).as("the pace lets one leave in 65 s").isEmpty();
    }

    @Test
    void asksSuspectsAfterTheProbe() {
      comeBack(RateLimitHeaders.NONE);
      QueryEntry suspect = parted.get(0);
      suspect.suspect(new Suspicion(new Cohort(2, 2, 0), 0));
      assertThat(wish(suspect)).as("nobody else is due").hasSize(1);
    }
  }
}
