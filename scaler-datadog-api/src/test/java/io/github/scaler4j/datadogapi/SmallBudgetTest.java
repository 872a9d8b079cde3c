package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The smallest budgets, and one that many triggers share, in virtual time. */
class SmallBudgetTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualDatadog datadog = new VirtualDatadog();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void asksEveryHourUnderASmallLimit(int limit) {
    datadog.account().limit(limit);
    try (Fleet fleet = new Fleet(datadog)) {
      fleet.addHealthy(1);
      fleet.poll(Duration.ofHours(24));
      System.out.printf(
          "%d/h: %d requests in 24 h, %d x 429%n", limit, datadog.requests(), datadog.answers(429));
      assertThat(datadog.requests()).isBetween(23, 25 * limit);
      assertThat(datadog.answers(429)).isZero();
    }
  }

  @Test
  void sharesABudgetAmongKeysOfALambda() {
    Fleet shared = run(true);
    Fleet each = run(false);
    assertThat(each.datadog.answers(429)).isZero();
    assertThat(Fleet.failed(each.members)).isLessThanOrEqualTo(Fleet.failed(shared.members));
    assertThat(Fleet.fresh(each.members)).isGreaterThanOrEqualTo(Fleet.fresh(shared.members));
  }

  private Fleet run(boolean shared) {
    SecretSupplier api = Secret.of(DatadogApi.API_KEY);
    SecretSupplier app = Secret.of(DatadogApi.APP_KEY);
    VirtualDatadog own = new VirtualDatadog();
    own.account().limit(1_600);
    try (Fleet fleet = new Fleet(own)) {
      for (int i = 0; i < 300; i++) {
        String key = DatadogApi.API_KEY;
        String appKey = DatadogApi.APP_KEY;
        String query = "avg:q" + i + "{*}";
        fleet.add(
            query,
            Duration.ofSeconds(3),
            shared ? api : () -> Secret.of(key),
            shared ? app : () -> Secret.of(appKey),
            "datadoghq.eu");
      }
      fleet.poll(HOUR);
      System.out.printf(
          "300 triggers, %s: %d requests, %d x 429; %d of %d fresh, %d stale, %d failed%n",
          shared ? "one supplier" : "a lambda each",
          own.requests(),
          own.answers(429),
          Fleet.fresh(fleet.members),
          Fleet.reads(fleet.members),
          Fleet.stale(fleet.members),
          Fleet.failed(fleet.members));
      return fleet;
    }
  }
}
