package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.source.HostStatus;
import io.github.scaler4j.source.RateLimitEvent;
import io.github.scaler4j.source.RequestEvent;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostStatusTest {

  private static final String[] BUDGET = {
    "X-RateLimit-Limit", "1000",
    "X-RateLimit-Period", "100",
    "X-RateLimit-Remaining", "900",
    "X-RateLimit-Reset", "50",
    "X-RateLimit-Name", "metrics"
  };

  private final TestSource lane = new TestSource(DatadogApiOptions.builder().retries(0).build());

  private HostStatus status() {
    return lane.source.statistics().hosts().get(0);
  }

  @Test
  void reportsTheCurrentBudget() {
    lane.want(1);
    lane.linger();
    assertThat(status().requestsUnderWay()).isEqualTo(1);
    assertThat(status().rateLimit()).isEmpty();
    lane.datadog.call().answer(BUDGET);
    assertThat(status().account()).isEqualTo("account");
    assertThat(status().requestsUnderWay()).isZero();
    assertThat(status().rateLimit())
        .hasValueSatisfying(
            limit -> {
              assertThat(limit.name()).isEqualTo("metrics");
              assertThat(limit.remaining()).isEqualTo(900);
              assertThat(limit.reset()).isEqualTo(Duration.ofSeconds(50));
              assertThat(limit.pacePerSecond()).isPositive();
              assertThat(limit.closedFor()).isZero();
            });
    lane.time.advance(Duration.ofSeconds(50));
    assertThat(status().rateLimit())
        .hasValueSatisfying(limit -> assertThat(limit.remaining()).isEqualTo(1000));
  }

  @Test
  void advisesWhatTheQueriesNeed() {
    lane.wantAll(0, 71);
    lane.linger();
    lane.datadog.pending().get(0).answer(BUDGET);
    assertThat(status().advice())
        .hasValueSatisfying(
            advice -> {
              assertThat(advice.queries()).isEqualTo(71);
              assertThat(advice.needed()).isEqualTo(20);
              assertThat(advice.limit()).isEqualTo(1000);
              assertThat(advice.suffices()).isTrue();
            });
  }

  @Test
  void advisesWhatMergingWouldSave() {
    for (int i = 0; i < 300; i++) {
      lane.want(Triggers.query("sum:hits{env:prod,service:s" + i + "}.as_count()"));
    }
    lane.linger();
    lane.datadog.pending().get(0).answer(BUDGET);
    assertThat(status().advice())
        .hasValueSatisfying(
            advice -> {
              // 9 requests against 1, every 15 of 100 seconds.
              assertThat(advice.needed()).isEqualTo(60);
              assertThat(advice.throughMerging()).isEqualTo(7);
            });
  }

  @Test
  void countsTheQueriesThatWait() {
    lane.wantAll(0, 71);
    lane.linger();
    // One request at a time before the first answer.
    assertThat(status().requestsUnderWay()).isEqualTo(1);
    assertThat(status().waitingQueries()).isEqualTo(36);
    assertThat(status().liveQueries()).isEqualTo(71);
  }

  @Test
  void reportsThatA429ClosedTheGate() {
    lane.want(1);
    lane.linger();
    lane.datadog
        .call()
        .answer(429, "", BUDGET[0], "5", BUDGET[2], "60", BUDGET[4], "0", BUDGET[6], "40");
    assertThat(status().rateLimit())
        .hasValueSatisfying(
            limit -> assertThat(limit.closedFor()).isEqualTo(Duration.ofSeconds(40)));
    assertThat(lane.source.statistics().refusedRequests()).isEqualTo(1);
  }

  @Test
  void reportsThatTheCircuitIsOpen() {
    for (int i = 0; i < HostHealth.DOWN_AFTER; i++) {
      lane.want(i);
      lane.linger();
      lane.datadog.call().fail(new IOException("reset"));
    }
    assertThat(status().circuitOpen()).isTrue();
  }

  @Test
  void namesAccountsWithoutTheirKeys() {
    String secret = "f".repeat(32);
    lane.want(trigger(0, Secret.of("a".repeat(32))));
    lane.want(trigger(1, Secret.of(secret)));
    lane.want(trigger(2, SecretSupplier.named("vault/dd", () -> Secret.of(secret))));
    lane.linger();
    for (int i = 0; i < 3; i++) {
      lane.datadog.pending().get(0).answer(BUDGET);
    }
    List<String> names = List.of("account", "account-2", "vault/dd");
    assertThat(lane.source.statistics().hosts())
        .extracting(HostStatus::account)
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(lane.events.requests)
        .extracting(RequestEvent::account)
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(lane.events.budgets)
        .extracting(RateLimitEvent::account)
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(lane.source.statistics().toString()).doesNotContain(secret);
  }

  private static ApiTrigger trigger(int i, SecretSupplier apiKey) {
    return (ApiTrigger)
        DatadogTrigger.parse(ExampleTriggers.api(text(i)).authParam("apiKey", apiKey).build());
  }
}
