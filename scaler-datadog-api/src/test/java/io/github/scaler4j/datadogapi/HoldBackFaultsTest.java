package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.RateLimitedException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HoldBackFaultsTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final HoldBackFaults heldBack = new HoldBackFaults("api.example.com", 10);
  private final Budget unknown = Budget.unknown(0.9);

  private static Budget shut(Budget budget, int seconds) {
    return budget.onRefusal(
        null, BudgetFixture.headers("Retry-After", Integer.toString(seconds)), 0.5, 0);
  }

  @Test
  void isOneObjectForThousandsOfReaders() {
    RateLimitedException first = heldBack.byBudget(unknown, 0);
    assertThat(heldBack.byBudget(unknown, SECOND)).isSameAs(first);
    assertThat(heldBack.byBudget(unknown, SECOND + 1)).isNotSameAs(first);
  }

  @Test
  void reportsANewReasonAtOnce() {
    assertThat(heldBack.byBudget(unknown, 0)).hasMessageContaining("until the first answer");
    assertThat(heldBack.byBudget(shut(unknown, 5), 1))
        .hasMessageContaining("after a 429; the next request is sent within 5 s");
    assertThat(heldBack.byBudget(shut(unknown, 30), 2))
        .hasMessageContaining("after a 429; the next request is sent within 30 s");
    Budget known =
        unknown.onAnswer(new RateLimitSnapshot(600, 3600 * SECOND, 599, SECOND, "q"), true, 0);
    assertThat(heldBack.byBudget(known, 3)).hasMessageContaining("stay within the rate limit");
  }

  @Test
  void namesTheParallelRequests() {
    assertThat(heldBack.byParallelRequests())
        .hasMessage(
            "api.example.com: held back, because 10 requests of this account are in flight"
                + " (maxParallelRequests)");
  }
}
