package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.Fleet.Member;
import io.github.scaler4j.fixtures.DatadogAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A 429 pauses the account, in virtual time. */
class TooManyRequestsTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualDatadog datadog = new VirtualDatadog();

  @ParameterizedTest
  @ValueSource(strings = {"X-RateLimit-Reset", "Retry-After"})
  void obeysASingleHeader(String header) {
    try (Fleet fleet = new Fleet(datadog)) {
      fleet.addHealthy(50);
      fleet.poll(Duration.ofMinutes(2));
      datadog.trouble(
          (queries, answer) -> DatadogAnswer.error(429, "Too many requests").header(header, "300"));
      fleet.poll(Duration.ofSeconds(30));
      int shut = datadog.requests();
      assertThat(datadog.answers(429)).isBetween(1, 2);
      fleet.poll(Duration.ofMinutes(4));
      System.out.printf(
          "429 with %s: 300 alone: %d requests meanwhile%n", header, datadog.requests() - shut);
      assertThat(datadog.requests()).isEqualTo(shut);
      datadog.trouble((queries, answer) -> answer);
      fleet.poll(Duration.ofMinutes(2));
      assertThat(datadog.requests()).isGreaterThan(shut);
    }
  }

  @Test
  void obeysTheFirstAnswer() {
    datadog.trouble(
        (queries, answer) ->
            DatadogAnswer.error(429, "Too many").header("X-RateLimit-Reset", "300"));
    try (Fleet fleet = new Fleet(datadog)) {
      fleet.addHealthy(50);
      fleet.poll(Duration.ofSeconds(290));
      assertThat(datadog.requests()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void pausesForGrowingTimesAfterAnotherLimit() {
    datadog.account().limit(600);
    // Another limit, of two requests a minute.
    long[] minute = {0, 0};
    datadog.trouble(
        (queries, answer) -> {
          long now = datadog.time.now().getEpochSecond() / 60;
          minute[1] = now == minute[0] ? minute[1] + 1 : 1;
          minute[0] = now;
          return minute[1] > 2
              ? DatadogAnswer.error(429, "Too many").headers(answer.headers())
              : answer;
        });
    try (Fleet fleet = new Fleet(datadog)) {
      fleet.addHealthy(20);
      fleet.poll(HOUR);
      System.out.printf(
          "429 of another limit: %d of %d fresh, %d stale, %d failed; %d requests, %d x 429%n",
          Fleet.fresh(fleet.members),
          Fleet.reads(fleet.members),
          Fleet.stale(fleet.members),
          Fleet.failed(fleet.members),
          datadog.requests(),
          datadog.answers(429));
      assertThat(Fleet.failed(fleet.members)).isLessThan(Fleet.reads(fleet.members) / 20);
    }
  }

  @Test
  void asksSeldomForAnHourWithRoomLeft() {
    datadog.account().limit(600);
    try (Fleet fleet = new Fleet(datadog)) {
      fleet.addHealthy(10);
      fleet.poll(Duration.ofMinutes(2));
      datadog.forgetCounts();
      datadog.trouble(
          (queries, answer) -> DatadogAnswer.error(429, "Too many").headers(answer.headers()));
      fleet.poll(HOUR);
      int during = datadog.answers(429);
      datadog.trouble((queries, answer) -> answer);
      fleet.members.forEach(Member::forget);
      fleet.poll(Duration.ofMinutes(15));
      System.out.printf(
          "an hour of 429 with room left: %d requests; then %d of %d fresh%n",
          during, Fleet.fresh(fleet.members), Fleet.reads(fleet.members));
      assertThat(during).isBetween(5, 60);
      assertThat(Fleet.fresh(fleet.members)).isGreaterThan(Fleet.reads(fleet.members) / 2);
    }
  }
}
