package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.Fleet.Member;
import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The budget holds whatever the headers contain, with scalers in virtual time. */
class CalmBudgetTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualDatadog datadog = new VirtualDatadog();

  @Nested
  class AThousandTriggersThatStart {

    @ParameterizedTest
    @ValueSource(ints = {0, 30})
    void haveValuesWithinSeconds(int startSeconds) {
      try (Fleet fleet = new Fleet(datadog)) {
        List<Member> members = start(fleet, 0, startSeconds);
        pollOn(members, startSeconds);
        datadog.time.advance(Duration.ofSeconds(startSeconds + 60));
        report("1,000 over " + startSeconds + " s", members);
        assertThat(Fleet.lastFirstValue(members)).isLessThan(20);
        datadog.time.advance(Duration.ofMinutes(40));
        assertThat(datadog.answers(429)).isZero();
      }
    }

    @Test
    void haveValuesWithinSecondsInThreeProcesses() {
      List<Fleet> fleets = List.of(new Fleet(datadog), new Fleet(datadog), new Fleet(datadog));
      List<Member> members = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        members.addAll(start(fleets.get(i), i * 1_000, 0));
      }
      pollOn(members, 0);
      datadog.time.advance(Duration.ofSeconds(60));
      report("3 x 1,000", members);
      assertThat(Fleet.lastFirstValue(members)).isLessThan(20);
      datadog.time.advance(Duration.ofMinutes(40));
      assertThat(datadog.answers(429)).isZero();
      fleets.forEach(Fleet::close);
    }

    private List<Member> start(Fleet fleet, int from, int seconds) {
      List<Member> members = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        String query = "avg:q" + (from + i) + "{*}";
        long at = TimeUnit.SECONDS.toNanos(seconds) * i / 1_000;
        Runnable add = () -> members.add(fleet.add(query));
        var unused = datadog.time.schedule(add, at, TimeUnit.NANOSECONDS);
      }
      if (seconds == 0) {
        datadog.time.runPending();
      }
      return members;
    }

    /** Each trigger is read at once, every second until it has a value, and then every minute. */
    private void pollOn(List<Member> members, int seconds) {
      for (int s = 0; s < seconds + 60; s++) {
        var unused =
            datadog.time.schedule(
                () ->
                    List.copyOf(members).stream()
                        .filter(member -> member.firstValue() == Double.POSITIVE_INFINITY)
                        .forEach(Member::poll),
                s,
                TimeUnit.SECONDS);
      }
      for (int s = 90; s < 2_400; s += 60) {
        var unused =
            datadog.time.schedule(() -> members.forEach(Member::poll), s, TimeUnit.SECONDS);
      }
    }

    private void report(String name, List<Member> members) {
      System.out.printf(
          "%s at 600/h: all %d have a value within %.1f s; %d requests, %d x 429%n",
          name,
          members.size(),
          Fleet.lastFirstValue(members),
          datadog.requests(),
          datadog.answers(429));
    }
  }

  @Nested
  class OddHeaders {

    static Stream<Arguments> headers() {
      return Stream.of(
          odd("Reset: 7, 7", h -> doubled(h, "X-RateLimit-Reset")),
          odd("two lines of Reset", h -> h.newBuilder().add("X-RateLimit-Reset", reset(h)).build()),
          odd("Reset: 7.5", h -> h.newBuilder().set("X-RateLimit-Reset", reset(h) + ".5").build()),
          odd("no Period", h -> h.newBuilder().removeAll("X-RateLimit-Period").build()),
          odd("no Limit", h -> h.newBuilder().removeAll("X-RateLimit-Limit").build()),
          odd("no Reset", h -> h.newBuilder().removeAll("X-RateLimit-Reset").build()),
          odd("no Remaining", h -> h.newBuilder().removeAll("X-RateLimit-Remaining").build()));
    }

    private static Arguments odd(String name, UnaryOperator<Headers> change) {
      return Arguments.of(name, change);
    }

    private static String reset(Headers headers) {
      return headers.get("X-RateLimit-Reset");
    }

    private static Headers doubled(Headers headers, String name) {
      String value = headers.get(name);
      return headers.newBuilder().set(name, value + ", " + value).build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void keepTheBudget(String name, UnaryOperator<Headers> change) {
      run(name, change, 200, HOUR, HOUR);
      run(name + ", 10 s", change, 4, Duration.ofSeconds(10), Duration.ofMinutes(20));
    }

    /** The 140 triggers could use 480 requests an hour, and all of them at the start. */
    private void run(
        String name, UnaryOperator<Headers> change, int limit, Duration period, Duration duration) {
      VirtualDatadog other = new VirtualDatadog();
      other.account().limit(limit).period(period);
      other.trouble((queries, answer) -> answer.headers(change.apply(answer.headers())));
      try (Fleet fleet = new Fleet(other)) {
        fleet.addHealthy(140);
        fleet.poll(duration);
        System.out.printf(
            "%s: %d requests of %d in %s, %d x 429; %d of %d fresh, %d stale, %d failed%n",
            name,
            other.requests(),
            limit,
            period,
            other.answers(429),
            Fleet.fresh(fleet.members),
            Fleet.reads(fleet.members),
            Fleet.stale(fleet.members),
            Fleet.failed(fleet.members));
        assertThat(other.answers(429)).isZero();
        // Without a period, 10 s counts as an hour: too few requests are better than too many.
        if (!name.equals("no Period, 10 s")) {
          assertThat(Fleet.failed(fleet.members)).isLessThan(Fleet.reads(fleet.members) / 10);
        }
      }
    }
  }

  @Nested
  class TooManyRequests {

    @ParameterizedTest
    @ValueSource(strings = {"X-RateLimit-Reset", "Retry-After"})
    void isObeyedWithASingleHeader(String header) {
      try (Fleet fleet = new Fleet(datadog)) {
        fleet.addHealthy(50);
        fleet.poll(Duration.ofMinutes(2));
        datadog.trouble(
            (queries, answer) ->
                DatadogAnswer.error(429, "Too many requests").header(header, "300"));
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
    void isObeyedAtTheFirstAnswer() {
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
    void isAskedSeldomForAnHourWithRoomLeft() {
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

  @Nested
  class TheSmallestLimits {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void areAskedAgainEveryHour(int limit) {
      datadog.account().limit(limit);
      try (Fleet fleet = new Fleet(datadog)) {
        fleet.addHealthy(1);
        fleet.poll(Duration.ofHours(24));
        System.out.printf(
            "%d/h: %d requests in 24 h, %d x 429%n",
            limit, datadog.requests(), datadog.answers(429));
        assertThat(datadog.requests()).isBetween(23, 25 * limit);
        assertThat(datadog.answers(429)).isZero();
      }
    }
  }

  @Nested
  class KeysOfALambda {

    @Test
    void shareABudget() {
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
}
